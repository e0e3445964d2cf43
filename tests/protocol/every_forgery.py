"""All attacks together: importing the three files enters what is in them."""

from tests.protocol import forged_keys, forged_records, forged_rosters
from tests.protocol.forgeries import FORGERIES

__all__ = ["FORGERIES", "forged_keys", "forged_records", "forged_rosters"]
