"""All attacks together: importing the files enters what is in them."""

from tests.protocol import (
    forged_keys,
    forged_records,
    forged_room_records,
    forged_rooms,
    forged_rosters,
)
from tests.protocol.forgeries import FORGERIES

__all__ = [
    "FORGERIES",
    "forged_keys",
    "forged_records",
    "forged_room_records",
    "forged_rooms",
    "forged_rosters",
]
