"""What is answered to a keyword: the tiles of the menu, and whatever else can be asked for by one word.

None of these messages is stored. Each can be said twice, and in any language.
"""

from bot import beginning, cards, endings, outgoing, rooms, wishes
from bot.flyers import subscribing, talk
from bot.messages import Message
from bot.phrases import Command
from bot.turn import Turn
from bot.visiting import tapping
from storage import consultations, outbox, totals

MENU_FOR_MS = 24 * 3600 * 1000
_LANGUAGES = {"lang_ja": "ja", "lang_easy": "easy", "lang_en": "en"}


def answer(turn: Turn, command: Command) -> str:
    """Answers it; returns the word for the log."""
    turn.reply(_messages(turn, command))
    if command == "urgent":
        totals.count(turn.connection, "urgent", "tapped", now=turn.now, timezone=turn.house.timezone)
    return "keyword"


def _messages(turn: Turn, command: Command) -> list[Message]:
    p, house = turn.p, turn.house
    match command:
        case "talk":
            return beginning.talk(turn)
        case "book":
            return tapping.booking(turn)
        case "flyers":
            return talk.all_of(turn)
        case "urgent":
            return cards.urgent(p, house.numbers)
        case "about":
            ways = {"talk": house.talk, "room": house.room}
            page = house.kept_page(p.language)
            return cards.about(p, days=house.days, account_check_url=None, page=page, **ways)
        case "room":
            return beginning.room(turn)
        case "menu":
            return cards.menu(p)
        case "erase" | "erase_now" | "erase_when_closed":
            return wishes.hear(turn, command)
        case "end":
            return endings.ask(turn)
        case "read":
            return _read(turn)
        case "arrival":
            chosen = turn.resident
            return cards.arrival(p, turn.tap(), arrival=chosen.arrival, hours=chosen.contact_hours)
        case "young":
            return cards.young(p, house.numbers)
        case "outings":
            return cards.outings(p, [])
        case "examples":
            return cards.examples(p, turn.tap())
        case "check":
            return cards.check_account(p)
        case "lang_ja" | "lang_easy" | "lang_en":
            speak(turn, _LANGUAGES[command])
            _link_menu(turn)
            return cards.language_set(turn.p)


def speak(turn: Turn, language: str) -> None:
    """From now on everything is said in this language, also what the office says of its own accord."""
    turn.choose(language=language)
    consultations.set_language(turn.connection, turn.pseudonym, language)
    subscribing.speak(turn)


def switched(turn: Turn, language: str, status: str | None) -> list[Message]:
    """A tab of the menu: LINE shows the other menu by itself, unless it says that it could not."""
    changed = turn.resident.language != language
    speak(turn, language)
    if status not in (None, "SUCCESS"):
        _link_menu(turn)
    return cards.language_set(turn.p) if changed else []


def _link_menu(turn: Turn) -> None:
    """Their own menu changes too, as soon as the courier comes by."""
    body = {"to": turn.user_id, "language": turn.resident.language}
    key, expires_at = turn.house.office.keys.courier, turn.now + MENU_FOR_MS
    outbox.put(turn.connection, key, "menu", body, now=turn.now, expires_at=expires_at)


def _read(turn: Turn) -> list[Message]:
    """What waits for this word comes by itself; no answer stands before it."""
    rows = consultations.all_of(turn.connection, turn.pseudonym)
    released = sum([outgoing.release(turn.connection, row, turn.now) for row in rows])
    if released:
        return []
    return rooms.lead(turn) if rooms.open_room(turn) else cards.nothing_to_read(turn.p)
