"""Flyers in the talk: what is answered to 「資料」 and to its buttons. Nothing of it is stored but whether somebody wants to be told.

Stateless: what is chosen travels in signed buttons (bot/buttons.py), and each can be tapped twice, or weeks later:

| action | args | means |
|---|---|---|
| fa | – | what there is |
| fi | flyer, [y or n] | its pages as pictures in the talk: asked first, then done or not |
| fs | [y or n] | to be told of new ones: asked first, then done or not |
| fx | [n] | not to be told any more: at once; n goes on |
"""

from collections.abc import Sequence
from urllib.parse import urlencode

from bot import cards
from bot.cards.flyers import Offered, Ways
from bot.flyers import subscribing
from bot.messages import Message
from bot.turn import Turn
from storage import flyers, talk_pictures
from storage.flyers import Flyer

ACTIONS = ("fa", "fi", "fs", "fx")


def all_of(turn: Turn) -> list[Message]:
    """「資料」: those that are shown; where there are none, whom to ring."""
    told = subscribing.is_told(turn)
    shown = flyers.shown(turn.connection, turn.now)
    if not shown:
        asked = cards.flyers(turn.p, turn.house.numbers)
        return [*asked, *cards.flyer_told(turn.p, turn.tap())] if told else asked
    ways = Ways(_page(turn), _page(turn, "places/"), _page(turn, "card/"))
    offered = [_offered(turn, one) for one in shown[: cards.MOST_FLYERS + 1]]
    return cards.flyer_list(turn.p, turn.tap(), offered, ways, told=told)


def tapped(turn: Turn, action: str, args: Sequence[str]) -> list[Message]:
    match (action, *args):
        case ("fa",):
            return all_of(turn)
        case ("fi", flyer, *answer) if len(answer) <= 1:
            return _pictures(turn, flyer, *answer)
        case ("fs", *answer) if len(answer) <= 1:
            return _notices(turn, *answer)
        case ("fx",):
            subscribing.leave(turn)
            return cards.flyer_said(turn.p, "left")
        case ("fx", "n"):
            return _notices(turn, "n")
    return cards.old_button(turn.p)


def erase_offer(turn: Turn) -> list[Message]:
    """Beside 「消す」: the choice not to be told any more; nothing for who is not told."""
    return cards.flyer_erase(turn.p, turn.tap()) if subscribing.is_told(turn) else []


def erase(turn: Turn) -> list[Message]:
    """With 「いま全部消す」 they are not told any more, which is said; nothing for who was not told."""
    return cards.flyer_said(turn.p, "erased") if subscribing.leave(turn) else []


def _notices(turn: Turn, answer: str = "") -> list[Message]:
    if answer == "y":
        subscribing.join(turn)
        return cards.flyer_said(turn.p, "joined")
    if subscribing.is_told(turn):
        return cards.flyer_told(turn.p, turn.tap())
    return cards.flyer_said(turn.p, "declined") if answer else cards.flyer_news(turn.p, turn.tap())


def _pictures(turn: Turn, flyer: str, answer: str = "") -> list[Message]:
    if answer == "n":
        return cards.flyer_said(turn.p, "not_shown")
    found = flyers.find(turn.connection, flyer)
    if found is None or not found.is_shown(turn.now):
        return cards.flyer_said(turn.p, "gone")
    one, addresses = _offered(turn, found), _addresses(turn, found)
    if not addresses:
        return cards.flyer_said(turn.p, "gone")
    return (
        cards.flyer_pictures(turn.p, one, addresses)
        if answer == "y"
        else cards.flyer_picture(turn.p, turn.tap(), one)
    )


def _offered(turn: Turn, flyer: Flyer) -> Offered:
    page = _page(turn, f"{flyer.id}/")
    return Offered(
        id=flyer.id,
        words=flyer.said("talk", turn.resident.language),
        languages=flyer.languages,
        page=page,
        aloud=f"{page}#words",
        screen=_page(turn, "card/", c=flyer.card) if flyer.card else None,
    )


def _addresses(turn: Turn, flyer: Flyer) -> list[tuple[str, str]]:
    """Of each page's picture and of the small one before it."""
    found = talk_pictures.of(turn.connection, flyer.id, flyer.version or 0)
    start = f"{turn.house.public_origin}/flyers/{flyer.id}/pictures/{flyer.version}"
    return [
        (f"{start}-{one.page}-{one.width}.jpeg", f"{start}-{one.page}-{one.preview}.jpeg") for one in found
    ]


def _page(turn: Turn, path: str = "", **query: str) -> str:
    said = urlencode(query | {"lang": turn.resident.language})
    return f"{turn.house.public_origin}/flyers/{path}?{said}"
