"""Flyers that residents may look at, invented as the office would make them, and where paper copies lie."""

import io
from collections.abc import Callable, Iterable
from functools import cache
from itertools import count
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from sqlalchemy import Connection

from storage import flyer_versions, flyers, placements
from storage.flyer_versions import FORMATS, Picture
from storage.flyers import Flyer
from storage.placements import Placement

FONT = Path(__file__).parents[2] / "bot" / "fonts" / "BIZUDPGothic-Bold.ttf"
DAY = 24 * 3600 * 1000
A4, CARD = 1.414, 55 / 85
LINES = ("ひとりで", "かかえなくて", "いいよ")
FIRST = Flyer(
    id="ab12cd34ef",
    revision=1,
    position=1,
    title_ja="くらしと気持ちのメモ",
    title_easy="くらしと 気持(きも)ちの メモ",
    title_en="A note about living and feeling",
    talk_ja="メモ",
    talk_easy="メモ",
    talk_en="Note",
    text_ja="困りごとを、名前を言わずに話せる所をまとめました。\n読むだけでもかまいません。",
    text_easy="困(こま)ったことを、名前(なまえ)を 言(い)わないで 話(はな)せる ところの リストです。\n読(よ)むだけでも いいです。",
    text_en="Where you can talk without giving a name.\nJust reading is fine.",
    audience_ja="話す相手をさがしている人",
    audience_easy="だれかに 話(はな)したい 人(ひと)",
    audience_en="Anybody who would like to talk",
    languages="ja,easy",
    card="A",
    version=None,
    shown_from=None,
    shown_until=None,
    changed_at=0,
)
SECOND = FIRST._replace(
    id="1234567890",
    title_ja="はたらくときのメモ",
    title_easy="しごとの メモ",
    title_en="",
    text_ja="職場で困ったときに、まず読むメモです。",
    text_easy="しごとで 困(こま)ったときに 読(よ)む メモです。",
    text_en="",
    audience_ja="はたらいている人",
    audience_easy="はたらいている 人(ひと)",
    audience_en="",
    languages="ja,en",
    card=None,
)
ALT = {
    "ja": ["大きな字で「ひとりでかかえなくていいよ」。下に時間と電話番号。", "地図のない、窓口の一覧。"],
    "easy": ["大(おお)きな 字(じ)で「ひとりで かかえなくて いいよ」。", "窓口(まどぐち)の リスト。"],
    "en": ["Large letters: You need not carry it alone. Hours and a number below.", "A list of desks."],
}
ALOUD = {
    "ja": "ひとりでかかえなくていいよ。名前を言わなくても話せます。\n火曜日の16時から19時まで。「もしもし。」だけでもかまいません。",
    "easy": "ひとりで かかえなくて いいです。 名前(なまえ)を 言(い)わなくて いいです。\n火曜日(かようび)の 16時(じ)から 19時(じ)までです。",
    "en": "You need not carry it alone. You can talk without a name.\nTuesdays, 16:00 to 19:00.",
}
LIBRARY = Placement(
    code="",
    revision=0,
    kind="library",
    name="中央図書館 2階",
    leads="room",
    shown=True,
    shown_ja="中央図書館（2階の資料コーナー）",
    shown_easy="中央図書館(ちゅうおうとしょかん)（2階(かい)）",
    shown_en="Central Library (2nd floor)",
    address="見本市中央1条1丁目",
    hours_ja="火曜から日曜 9時から19時",
    hours_easy="火曜(かよう)から 日曜(にちよう) 9時(じ)から 19時(じ)",
    hours_en="Tue to Sun, 9:00 to 19:00",
    made_at=0,
    retired_at=None,
)
CLINIC = LIBRARY._replace(
    kind="clinic",
    name="ひなた診療所",
    shown_ja="ひなた診療所（待合室）",
    shown_easy="ひなた診療所(しんりょうじょ)",
    shown_en="Hinata Clinic (waiting room)",
    address="見本市南2条3丁目",
    hours_ja="平日 9時から17時",
    hours_easy="月曜(げつよう)から 金曜(きんよう) 9時(じ)から 17時(じ)",
    hours_en="Weekdays, 9:00 to 17:00",
)
HIDDEN = LIBRARY._replace(kind="school", name="第三中学校 保健室", shown=False, shown_ja="第三中学校の保健室")


def show(
    connection: Connection,
    flyer: Flyer,
    *,
    now: int,
    pages: int = 2,
    widths: Iterable[int] = (480, 960),
    shape: float = A4,
) -> Flyer:
    """Uploaded, described and published since yesterday."""
    flyers.add(connection, flyer)
    texts = [f"{page}枚め" for page in range(1, pages + 1)]
    pictures = [one for page in range(1, pages + 1) for one in drawn(page, tuple(widths), shape)]
    number = flyer_versions.add(connection, flyer.id, b"%PDF", pictures, texts, now)
    alt = {language: (ALT[language] * pages)[:pages] for language in ALT}
    flyer_versions.set_words(connection, flyer.id, number, alt, ALOUD)
    return publish(connection, flyer, number, now=now)


def publish(
    connection: Connection, flyer: Flyer, number: int, *, now: int, until: int | None = None
) -> Flyer:
    found = flyers.find(connection, flyer.id)
    assert found is not None
    wanted = found._replace(version=number, shown_from=now - DAY, shown_until=until)
    stored = flyers.change(connection, wanted, revision=found.revision)
    assert stored is not None
    return stored


def lay(connection: Connection, placement: Placement, *lying: Flyer, now: int) -> Placement:
    """Paper of these flyers lies there."""
    stored = placements.add(connection, placement._replace(made_at=now), _codes())
    placements.set_flyers(connection, stored.code, [one.id for one in lying])
    return stored


_numbers = count(2222)


def _codes() -> Callable[[], str]:
    return lambda: str(next(_numbers))


@cache
def drawn(page: int, widths: tuple[int, ...], shape: float) -> list[Picture]:
    """A warm sheet with large letters, as a printer's would look."""
    found = []
    for width in widths:
        height = round(width * shape)
        sheet = Image.new("RGB", (width, height), ("#fdf3d8", "#eef5ea")[page % 2])
        pen = ImageDraw.Draw(sheet)
        pen.pieslice(
            (width * 0.3, height * 0.08, width * 0.7, height * 0.08 + width * 0.4), 180, 360, "#e8a33d"
        )
        for place, line in enumerate(LINES):
            at = (width / 2, height * 0.42 + place * width * 0.12)
            pen.text(at, line, "#33271a", ImageFont.truetype(FONT, round(width * 0.09)), anchor="mm")
        pen.text(
            (width / 2, height * 0.9),
            f"見本 {page}",
            "#5c4a36",
            ImageFont.truetype(FONT, round(width * 0.035)),
            anchor="mm",
        )
        found += [Picture(page, width, height, form, _encoded(sheet, form)) for form in FORMATS]
    return found


def _encoded(sheet: Image.Image, form: str) -> bytes:
    file = io.BytesIO()
    sheet.save(file, form, quality=60)
    return file.getvalue()
