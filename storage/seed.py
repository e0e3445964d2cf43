"""The demo office: invented people at two desks of an invented town, as `python app.py seed` makes it."""

import datetime as dt

from sqlalchemy import Connection

from storage import hours, referrals, staff, templates
from storage.founding import Person
from storage.hours import Hours
from storage.referrals import Place

DESKS = [("kurashi", "くらしの窓口"), ("hataraku", "はたらく窓口")]

HOURS = {
    "kurashi": [
        *(Hours(weekday, None, 10 * 60, 19 * 60, None, None, False) for weekday in range(5)),
        Hours(1, "1", 16 * 60, 21 * 60, None, None, False),
        Hours(5, "2,4", 13 * 60, 17 * 60, None, None, False),
    ],
    "hataraku": [
        Hours(2, None, 10 * 60, 15 * 60, None, None, False),
        Hours(1, "1", 16 * 60, 19 * 60, None, None, False),
    ],
}
"""Weekdays, two Saturdays and a late first Tuesday, so that some answers say "now" and others when."""

PEOPLE = [
    Person("sato", "佐藤", "counselor", ("kurashi",)),
    Person("mori", "森", "counselor", ("hataraku",)),
    Person("kudo", "工藤", "supervisor", ("kurashi", "hataraku")),
]
"""Who answers, and who looks after both desks."""

OTHERS = [
    Person("nishi", "西", "supervisor", ("hataraku",)),
    Person("abe", "阿部", "clerk", ()),
]
"""A second supervisor, since a report, a hold or a block of Kudo's waits for somebody else's word; and who keeps the office
going and may not know of any consultation.
"""


def furnish(connection: Connection) -> None:
    """The hours of the demo's desks."""
    for desk, rows in HOURS.items():
        hours.replace(connection, desk, rows)


REFERRALS = [
    Place(
        "line", "よりそいホットライン",
        {
            "ja": "暮らしのことも、気持ちのことも、電話で聞いてくれる所です。性別や好きになる人のことは4番です。",
            "easy": "生活(せいかつ)の ことも、気持(きも)ちの ことも、電話(でんわ)で 聞(き)いて くれます。24時間(じかん)、無料(むりょう)です。性別(せいべつ)や 好(す)きに なる 人(ひと)の ことは 4番(ばん)です。",
            "en": "It is a free phone line, open 24 hours, for daily life and for feelings. Press 4 for gender and who you love.",
        },
        "0120-279-338", None, "24時間", "無料", None,
        "https://www.hurights.or.jp/archives/newsinbrief-ja/section1/2015/01/post-52.html", "",
    ),
    Place(
        "line", "DV相談プラス",
        {
            "ja": "パートナーや家族がこわいときに、電話で話せる所です。",
            "easy": "家族(かぞく)や パートナーが こわい ときに、電話(でんわ)で 話(はな)せます。24時間(じかん)、無料(むりょう)です。",
            "en": "It is a free phone line, open 24 hours, for when you are afraid of a partner or family. In English: DV Hotline Plus.",
        },
        "0120-279-889", None, "24時間", "無料", None,
        "https://www.gender.go.jp/policy/no_violence/e-vaw/soudankikan.html", "",
    ),
    Place(
        "line", "DV相談ナビ",
        {
            "ja": "かけた所からいちばん近いセンターにつながります。つながらない電話もあります。",
            "easy": "近(ちか)くの センターに つながります。センターが 開(あ)いて いる 時間(じかん)だけです。電話代(でんわだい)が かかります。",
            "en": "It connects you to your nearest centre, when that is open. Call charges apply, and some phones can't reach it.",
        },
        "#8008", None, "センターの開いている時間", "電話代がかかります", None,
        "https://www.gender.go.jp/policy/no_violence/e-vaw/soudankikan/01.html", "",
    ),
    Place(
        "line", "性暴力被害者支援センター北海道(さくらこ)",
        {
            "ja": "性のことで傷つけられたときに、話を聞き、病院などにいっしょに行くことも考えてくれる所です。",
            "easy": "性(せい)の ことで つらい ことが あった ときに、話(はな)せます。月曜(げつよう)から 金曜(きんよう)の 10時(じ)から 20時(じ)です。無料(むりょう)です。",
            "en": "It is a centre for people who were hurt by unwanted sexual acts. Free, Monday to Friday, 10:00 to 20:00, not on holidays.",
        },
        "#8891", None, "平日 10時から20時(12/29から1/3は休み)", "無料", None,
        "https://www.pref.hokkaido.lg.jp/ks/dms/djb/dv/boryokukonzetu/sacrach.html", "",
    ),
    Place(
        "line", "チャイルドライン",
        {
            "ja": "18歳までの人が、名前を言わずに話せる電話です。",
            "easy": "18歳(さい)までの 人(ひと)が、名前(なまえ)を 言(い)わないで 話(はな)せます。毎日(まいにち) 16時(じ)から 21時(じ)です。無料(むりょう)です。",
            "en": "It is a free phone line for everyone up to 18. No name needed. Daily, 16:00 to 21:00, not 29 December to 3 January.",
        },
        "0120-99-7777", None, "毎日 16時から21時(12/29から1/3は休み)", "無料", None,
        "https://childline.or.jp/", "",
    ),
]  # fmt: skip
"""National places, from what bot/hotlines.toml read. No address of a shelter, here as everywhere."""

PROPOSED = Place(
    "line", "24時間子供SOSダイヤル",
    {
        "ja": "学校のことや家のことを、夜でも話せる電話です。",
        "easy": "学校(がっこう)や 家(いえ)の ことを、夜(よる)でも 話(はな)せます。24時間(じかん)です。",
        "en": "It is a phone line for children, open 24 hours, for troubles at school or at home.",
    },
    "0120-0-78310", None, "24時間", None, None,
    "https://www.mext.go.jp/a_menu/shotou/seitoshidou/1306988.htm", "",
)  # fmt: skip
"""One that waits for a second person, so that somebody who tries the console sees how that goes."""

REFERRAL_DAYS = 90


def furnish_words(connection: Connection, *, now: int) -> None:
    """The first templates, and referrals that Sato proposed and Kudo looked at; one of Kudo's waits for a second look."""
    templates.furnish(connection, now=now)
    by_name = {name: kid for kid, name in staff.display_names(connection).items()}
    sato, kudo = by_name["佐藤"], by_name["工藤"]
    until = dt.datetime.fromtimestamp(now / 1000, dt.UTC).date() + dt.timedelta(days=REFERRAL_DAYS)
    for place in REFERRALS:
        dated = place._replace(expires_on=until.isoformat())
        referral = referrals.propose(connection, dated, by=sato, now=now)
        referrals.agree(connection, referral, seen=now, by=kudo, now=now)
    referrals.propose(connection, PROPOSED._replace(expires_on=until.isoformat()), by=kudo, now=now)
