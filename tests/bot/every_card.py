"""Everything the bot can answer, in one language, with the longest tokens that can come."""

from collections.abc import Iterator
from pathlib import Path

from bot import cards
from bot.cards.flyers import Offered, Ways
from bot.cards.visit_choosing import Ahead, Table, calendar
from bot.cards.visit_parts import Choice, Own
from bot.hotlines import load as load_numbers
from bot.messages import Message, Picker, text_message
from bot.phrases import Phrases
from bot.sentences import SENTENCES
from bot.visiting.subjects import NOTICES
from bot.visits import words

DEMO = Path(__file__).parents[2] / "simulator" / "local-numbers.toml"
NUMBERS = load_numbers(DEMO)
RECEIPTS = "\n".join(["ABCD-EFGH-IJKL-MNOP"] * 30)
MOMENT, DAY = "12月31日 23時59分", "12月31日"
OPENING = "12月31日(木曜日)の夕方、16時30分ごろ(祝日のため、いつもと違う日です)"
ADDRESS = "https://" + "kurashi-memo." * 14 + "example.jp/receipt"
PAGE = (
    "https://"
    + "kurashi-memo." * 14
    + f"example.jp/room/?openExternalBrowser=1#k={'A' * 32}&e=9999&t={'A' * 22}"
)
LINES = [f"12月{day}日 14時から16時 " + "ふれあいセンター二階の小さな部屋" * 6 for day in range(1, 32)]
KINDS = ("text", "image", "audio", "video", "file", "sticker", "location", "other", "what-line-may-invent")

Answer = tuple[str, list[Message]]


def tap(action: str, *args: str) -> str:
    """The longest that LINE takes in a postback."""
    return ".".join(["1", action, *args]).ljust(300, "0")


def every_answer(p: Phrases) -> Iterator[Answer]:
    """(the card's name, its messages)"""
    yield from _beginning(p)
    yield from _telling(p)
    yield from _ringing(p)
    yield from _leading(p)
    yield from _arriving(p)
    yield from _leaving(p)
    yield from _visiting(p)
    yield from _deciding(p)
    yield from _flyers(p)


def _beginning(p: Phrases) -> Iterator[Answer]:
    for card in (
        cards.greeting,
        cards.welcome_back,
        cards.menu,
        cards.old_button,
        cards.consent_more,
        cards.write_now,
    ):
        yield card.__name__, card(p)
    for begun in (True, False):
        yield "consent", cards.consent(p, tap, days=3_650, begun=begun)
    for choosing in (cards.topics, cards.examples, cards.device, cards.device_hints):
        yield choosing.__name__, choosing(p, tap)
    for url in (None, "https://www.city.example.jp/" + "a" * 900):
        for talk, room in ((True, True), (True, False), (False, True)):
            ways = {"talk": talk, "room": room}
            yield "about", cards.about(p, days=3_650, account_check_url=url, page=url, **ways)
        yield "check_account", cards.check_account(p, url)
    for lines in ([], LINES):
        yield "outings", cards.outings(p, lines)


def _telling(p: Phrases) -> Iterator[Answer]:
    for opening in (None, "", OPENING):
        for notice in (None, "雪" * 5_000):
            yield "received", cards.received(p, opening, notice)
        for kind in KINDS:
            yield "not_text", cards.not_text(p, kind, opening)
    for kind in KINDS:
        yield "cannot_receive", cards.cannot_receive(p, kind)
    yield "too_large", cards.too_large(p, 100)
    yield "location_ask", cards.location_ask(p, tap)
    for told in (cards.location_told, cards.location_dropped):
        yield told.__name__, told(p)


def _ringing(p: Phrases) -> Iterator[Answer]:
    for numbers in (NUMBERS, load_numbers(None)):
        for card in (cards.urgent, cards.young, cards.booking, cards.flyers, cards.not_here):
            yield card.__name__, card(p, numbers)
    yield "not_here", cards.not_here(p)
    for some in (NUMBERS, None):
        yield "not_now", cards.not_now(p, some, day=DAY)


def _leading(p: Phrases) -> Iterator[Answer]:
    for choosing in (cards.room_choose, cards.room_again):
        yield choosing.__name__, choosing(p, tap, PAGE)
    for anew in (True, False):
        yield "room_open", cards.room_open(p, PAGE, anew=anew)
    yield "room_instead", cards.room_instead(p, PAGE)
    yield "room_got", cards.room_got(p, PAGE)


def _arriving(p: Phrases) -> Iterator[Answer]:
    for arrival in cards.ARRIVALS:
        for hours in cards.HOURS:
            yield "arrival", cards.arrival(p, tap, arrival=arrival, hours=hours)
            yield "arrival_set", cards.arrival_set(p, arrival, hours)
    for card in (cards.language_set, cards.knock, cards.nothing_to_read):
        yield card.__name__, card(p)


def _leaving(p: Phrases) -> Iterator[Answer]:
    for days_left in (None, 0, 3_650):
        yield "erase_offer", cards.erase_offer(p, tap, days_left=days_left)
    yield "erase_now", cards.erase_now(p, moment=MOMENT, numbers=RECEIPTS)
    yield "erase_held", cards.erase_held(p, moment=MOMENT, numbers=RECEIPTS, day=DAY)
    yield "erase_check", cards.erase_check(p, ADDRESS)
    yield "erase_when_closed", cards.erase_when_closed(p, numbers=RECEIPTS, address=ADDRESS)
    for card in (cards.erase_is_closed, cards.erase_nothing, cards.survey_thanks):
        yield card.__name__, card(p)
    yield "end_ask", cards.end_ask(p, tap)
    yield "ended", cards.ended(p, tap, day=DAY)
    for number in cards.SURVEY:
        yield "survey", cards.survey(p, tap, number)
    for unanswered in (True, False):
        yield "silence", cards.silence(p, DAY, unanswered)


PLACE = "ひだまり町役場 住民生活課 くらしの窓口 (本庁舎の二階、いちばん奥)"
WHEN = "2026年12月31日(木) 14:30"
BOOKING = "A" * 22


def own(p: Phrases, state: str, *, chosen: str = "20") -> Own:
    lines = tuple(words.chosen(p, 9, private_room=True, notice=chosen))
    whens = "\n".join([WHEN] * 3) if state in ("wished", "waiting") else WHEN
    brings = state == "booked" and chosen == "n"
    return Own(state, BOOKING, "zzzzzz", "9", whens, PLACE, "K7M4", lines, WHEN, "0166-26-1111", brings)


def some(number: int, label: str = "12/31(木) 14:30") -> list[Choice]:
    return [Choice(label, tap("vt"), label)] * number


def _visiting(p: Phrases) -> Iterator[Answer]:
    states = ("booked", "held", "wished", "waiting", "offered", "taken-back", "lapsed", "booked", "booked")
    yield "visits", cards.visits(p, tap, [own(p, state) for state in states], PAGE)
    yield "visits", cards.visits(p, tap, [], PAGE)
    yield "visits", cards.visits(p, tap, [own(p, "booked", chosen="c")], None)
    for changed in (True, False):
        for notice in ("n", "c"):
            booked = own(p, "booked", chosen=notice)
            yield "visit_done", cards.visit_done(p, booked, PAGE, changed=changed)
    for state in ("wished", "waiting"):
        yield "visit_pending", cards.visit_pending(p, own(p, state))
        yield "visit_cancel", cards.visit_cancel(p, tap, own(p, state))
    yield "visit_edit", cards.visit_edit(p, tap, own(p, "booked"), tap("vc"), tap("vd"))
    yield "visit_move", cards.visit_move(p, WHEN, WHEN, tap("vm"), tap("vm"))
    for how in ("cancelled", "forgotten", "declined", "left"):
        yield "visit_ended", cards.visit_ended(p, how)
    yield "visit_erase", cards.visit_erase(p, tap)
    yield from _choosing(p)
    for said in ("reminder", "reminder_today"):
        yield "visit_ended", [text_message(p.say(f"visit.{said}", time="14:30", code="K7M4"))]
    yield "visit_ended", [text_message(p.say("visit.notice"))]


def _choosing(p: Phrases) -> Iterator[Answer]:
    picker = Picker("date", "2026-12-01", "2027-03-31", "2026-12-01")
    places = [
        Ahead(PLACE, "北海道ひだまり町中央一丁目1番1号 " * 4, earliest, tap("vd")) for earliest in ("", WHEN)
    ]
    yield "visit_kinds", cards.visit_kinds(p, some(9, "あ" * 40))
    yield "visit_places", cards.visit_places(p, places * 5, tap("vd"), tap("vk"))
    yield "visit_places", cards.visit_places(p, places, tap("vd"), None)
    for picks in (calendar(p, tap("vt"), picker), None):
        yield "visit_days", cards.visit_days(p, PLACE, some(8), picks, none_fits=tap("vz"), others=tap("vk"))
    yield "visit_days", cards.visit_days(p, PLACE, some(1), None, none_fits="", others="", moving=True)
    here = [Table(PLACE, some(24, "14:30"))]
    everywhere = [Table(PLACE, some(6, "14:30"), tap("vt"))] * 10
    for tables in (here, everywhere):
        yield "visit_times", cards.visit_times(p, WHEN, tables, other_day=tap("vd"))
    for way in (tap("vw"), None):
        yield (
            "visit_none",
            cards.visit_none(
                p, PLACE, free=way is not None, wish=way, wait=way, others=way, phone="0166-26-1111"
            ),
        )
    moments = Picker("datetime", "2026-12-01T08:00", "2027-03-31T18:00", "2026-12-01T10:00")
    for named in ([], [WHEN] * 2):
        yield "visit_wish", cards.visit_wish(p, PLACE, named, tap("vw"), moments, tap("vh"))
    yield "visit_wait", cards.visit_wait(p, PLACE, some(3, p.say("visit_label.any_time")))
    for why in [key.removeprefix("visit.why_") for key in SENTENCES if key.startswith("visit.why_")]:
        yield "visit_refused", cards.visit_refused(p, why, [], other_day=tap("vd"))
    yield "visit_refused", cards.visit_refused(p, "full", some(6, "あ" * 40), other_day=tap("vd"))
    yield "visit_refused", cards.visit_refused(p, "too-late", [], other_day=None, phone="0166-26-1111")


def _deciding(p: Phrases) -> Iterator[Answer]:
    answers = {
        "persons": [words.persons_words(p, number) for number in range(1, 10)],
        "room": [words.room_words(p, yes) for yes in (True, False)],
        "notice": [words.notice_words(p, said) for said in NOTICES],
    }
    for asked, labels in answers.items():
        yield (
            "visit_question",
            cards.visit_question(p, asked, [Choice(one, tap("vb"), one) for one in labels]),
        )
    for subject in ("vb", "vh", "vq", "vc"):
        lines = ["あ" * 20, *own(p, "booked").lines]
        for anew in ("", tap("vd")):
            yield (
                "visit_sure",
                cards.visit_sure(
                    p, subject, [WHEN] * 3, lines, tap(subject), place=PLACE, anew=anew, stop=tap("vv")
                ),
            )
    spans = [p.say(f"visit_label.{name}") for name in ("two_weeks", "one_month", "any_time")]
    anywhere = p.say("visit.anywhere_is")
    yield "visit_wait", cards.visit_wait(p, anywhere, [Choice(said, tap("vq"), said) for said in spans])


def _flyers(p: Phrases) -> Iterator[Answer]:
    longest = {"ja": "あ" * 20, "easy": "あたらしい " * 8, "en": "A" * 20}[p.language]
    offered = [
        Offered("0" * 10, longest, "ja,easy,en", PAGE, PAGE, screen) for screen in [PAGE] * 10 + [None]
    ]
    for told in (True, False):
        for some in (offered, offered[-1:]):
            yield "flyer_list", cards.flyer_list(p, tap, some, Ways(PAGE, PAGE, PAGE), told=told)
    yield "flyer_picture", cards.flyer_picture(p, tap, offered[0])
    for pages in (1, 5, 20):
        yield "flyer_pictures", cards.flyer_pictures(p, offered[0], [(PAGE, PAGE)] * pages)
    for card in (cards.flyer_news, cards.flyer_told, cards.flyer_erase):
        yield card.__name__, card(p, tap)
    for how in ("joined", "left", "declined", "not_shown", "gone", "erased"):
        yield "flyer_said", cards.flyer_said(p, how)
    yield "flyer_said", [text_message(p.say("flyers.news"))]
