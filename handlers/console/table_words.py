"""What the tables of the statistics are called, and their rows and columns, in the reader's language."""

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from handlers.language import said
from storage.fiscal_years import FiscalYear, parsed

Way = Literal["visit", "phone", "line", "mail", "outreach"]
Both = tuple[str, str]
"""日本語, English."""

WAYS: Mapping[str, Both] = {
    "visit": ("来所", "Visits"),
    "phone": ("電話", "Phone"),
    "line": ("LINE(文字)", "LINE (text)"),
    "mail": ("メール", "Mail"),
    "outreach": ("訪問・出張", "Outreach"),
}
WITH_ROOMS: Both = ("LINE・別の画面(文字)", "LINE and the page beside it (text)")
"""The row of what is written, in a period in which rooms were opened too: from LINE, or from a flyer without it."""

ALWAYS = ("visit", "phone", "line")
"""The rows of the city's own table; the others appear in years in which there were any."""

OF_WHICH: Mapping[str, Both] = {
    "dv": ("(内DV)", "(of which domestic violence)"),
    "protected": ("(内要保護)", "(of which in need of protection)"),
}
SUM: Both = ("計", "Total")
NUMBER: Both = ("件数", "Number")

TITLES: Mapping[str, Both] = {
    "contacts": ("相談実績", "Consultations"),
    "months": ("月別", "By month"),
    "hour": ("相談がはじまった時刻(LINE)", "Hour of day (LINE, when a talk began)"),
    "answered": ("はじめの返事までの時間(LINE)", "Time until the first answer (LINE)"),
    "topic": ("えらばれた話題(LINE)", "Topics chosen (LINE)"),
    "survey-3": ("どこで知ったか(アンケート)", "Where people heard of it (survey)"),
    "survey-1": ("話して、気持ちは整理できたか(アンケート)", "Did talking help to sort things out (survey)"),
    "survey-2": ("使いやすい時間(アンケート)", "Convenient times (survey)"),
    "visit": ("来所の予約", "Booked visits"),
    "visit-place": ("窓口ごとの予約", "Booked visits by place"),
    "visit-kind": ("用件ごとの予約", "Booked visits by what they are about"),
}
HEADS: Mapping[str, Both] = {
    "contacts": ("相談方法", "Way"),
    "months": ("月", "Month"),
    "hour": ("時刻", "Hour"),
    "answered": ("返事まで", "Answered"),
    "topic": ("話題", "Topic"),
    "survey-3": ("きっかけ", "Source"),
    "survey-1": ("こたえ", "Answer"),
    "survey-2": ("こたえ", "Answer"),
    "visit": ("できごと", "What happened"),
    "visit-place": ("窓口", "Place"),
    "visit-kind": ("用件", "About"),
}
ITEMS: Mapping[str, Mapping[str, Both]] = {
    "hour": {f"{hour:02}": (f"{hour}時台", f"{hour}:00") for hour in range(24)},
    "answered": {
        "15m": ("15分以内", "within 15 minutes"),
        "1h": ("1時間以内", "within an hour"),
        "4h": ("4時間以内", "within 4 hours"),
        "day": ("24時間以内", "within 24 hours"),
        "later": ("それよりあと", "later"),
    },
    "survey-1": {
        "yes": ("できた", "Yes"),
        "some": ("少しできた", "A little"),
        "little": ("あまり", "Not much"),
        "moya": ("もやっとしたまま", "Still unclear"),
    },
    "survey-2": {
        "early": ("朝早く", "Early morning"),
        "noon": ("昼間", "Daytime"),
        "night": ("夜", "Evening"),
        "weekend": ("土日", "Weekends"),
    },
    "topic": {
        "moya": ("もやっとしている", "Something feels off"),
        "body": ("こころ・からだのこと", "Body and mind"),
        "sogi": ("性別や、好きになる人のこと", "Gender, and whom one loves"),
        "family": ("家族・パートナーのこと", "Family and partner"),
        "safety": ("こわい・安全のこと", "Fear and safety"),
        "work": ("しごと・働き方のこと", "Work"),
        "living": ("くらし・お金のこと", "Living and money"),
        "someone": ("大切なだれかのこと", "Somebody dear"),
        "none": ("えらばない", "None chosen"),
    },
    "survey-3": {
        "library": ("図書館", "Library"),
        "branch": ("市役所・支所・役場", "City or town hall"),
        "school": ("学校", "School"),
        "clinic": ("病院・薬局", "Clinic or pharmacy"),
        "work": ("職場", "Work"),
        "handout": ("配られたもの", "A hand-out"),
        "web": ("SNS・広報・ネット", "Web and city news"),
        "people": ("人から聞いた", "From somebody"),
        "long_ago": ("だいぶ前に見た", "Saw it long ago"),
        "forgot": ("おぼえていない", "Don't remember"),
    },
}
VISITS: Mapping[str, Both] = {
    "booked": ("予約が決まった", "Booked"),
    "wished": ("希望の日時を受け付けた", "Times were wished"),
    "waiting": ("空き待ちを受け付けた", "Waits for a free time"),
    "moved": ("日時を変えた", "Moved"),
    "lapsed": ("空きの案内に返事がなかった", "A free time was offered, and not answered"),
    "cancelled": ("取り消した(予約した人)", "Cancelled (by who had booked)"),
    "cancelled.desk": ("取り消した(窓口)", "Cancelled (by the desk)"),
    "attended": ("来所した", "Came"),
    "missed": ("来所がなかった", "Did not come"),
}
OTHERS: Both = ("そのほか", "Others")
"""What was counted of places and kinds that are no more."""
SMALL: Both = ("5未満", "under 5")
WITHHELD: Both = ("X", "X")
NOTE: Both = (
    "「5未満」は1から4までの数です。Xは、ほかの数から「5未満」の数を計算できないように、ふせた数です。",
    "“under 5” is a number from 1 to 4. X hides a number from which one of those could be computed.",
)


def named(words: Both) -> str:
    return said(*words)


def year_name(year: FiscalYear) -> str:
    return said(f"{year.era}年度", f"FY{year.start}")


def month_name(month: str) -> str:
    """ "令和8年11月": of the calendar, not of the fiscal year."""
    year, number = parsed(month)
    # May 2019 was the first month of Reiwa; before that nothing is counted here.
    return said(f"{FiscalYear(year).era}年{number}月", f"{_english(number)[:3]} {year}")


def row_month(month: str) -> str:
    _, number = parsed(month)
    return said(f"{number}月", _english(number)[:3])


def as_of(until: str, today: dt.date) -> str:
    """What the running year's numbers reach to: "11月21日現在", "12月末現在", nothing for a whole year."""
    _, number = parsed(until)
    if until == f"{today:%Y-%m}":
        return said(f"{number}月{today.day}日現在", f"as of {today.day} {_english(number)}")
    return "" if number == 3 else said(f"{number}月末現在", f"as of the end of {_english(number)}")


def year_as_of(until: str, today: dt.date) -> str:
    """ "令和8年度(12月末現在)"."""
    name, note = year_name(FiscalYear.of(until)), as_of(until, today)
    return f"{name}{said(f'({note})', f' ({note})')}" if note else name


def _english(number: int) -> str:
    months = "January February March April May June July August September October November December"
    return months.split()[number - 1]
