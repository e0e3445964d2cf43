"""Everything the bot can answer, in one language, with the longest tokens that can come."""

from collections.abc import Iterator
from pathlib import Path

from bot import cards
from bot.hotlines import load as load_numbers
from bot.messages import Message
from bot.phrases import Phrases

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
            yield "about", cards.about(p, days=3_650, account_check_url=url, talk=talk, room=room)
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
