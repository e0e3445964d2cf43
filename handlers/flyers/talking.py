"""The ways to somebody who answers, below what was read: only those that this office has, in words that tell a bystander nothing."""

from typing import NamedTuple

from sqlalchemy import Connection

from bot.flyers import addresses
from handlers.context import Context


class Ways(NamedTuple):
    """Addresses on this server, without the name of any paper; None for a way that there isn't."""

    room: str | None
    account: str | None


def ways(here: Context, connection: Connection) -> Ways | None:
    """None where people can be reached by nothing of ours."""
    room, account = "room" in here.settings.lanes, here.settings.line_basic_id is not None
    if not (room or account):
        return None
    whose = here.office.keys.fingerprint, here.office.trust(connection, now=here.now()).epoch
    return Ways(
        addresses.room_address("", *whose) if room else None,
        addresses.add_address("", *whose, linked=True) if account else None,
    )
