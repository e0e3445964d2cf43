"""What paper says: the address behind a placement's QR code, and the code itself.

Behind the #, which no browser sends, stand the office's fingerprint, the oldest roster that may be shown, and where the paper lies.
"""

from typing import TYPE_CHECKING
from urllib.parse import quote

from storage.contexts import fingerprint_text
from storage.placements import Placement

if TYPE_CHECKING:
    from segno import QRCode

QUIET_ZONE = 4
"""Modules of white around a QR code, as ISO/IEC 18004 asks."""


def room_address(origin: str, fingerprint: bytes, epoch: int, code: str | None = None) -> str:
    """The page where only two browsers can read."""
    return f"{origin}/room/#{_said(fingerprint, epoch, code)}"


def add_address(
    origin: str,
    fingerprint: bytes,
    epoch: int,
    code: str | None = None,
    *,
    both: bool = False,
    linked: bool = False,
) -> str:
    """The page that leads to adding the account on LINE, once it has looked whose it is; `both`: it lets choose the room as well.

    `linked`: a page of this server led there and no paper, so that nothing is said of paper that vouches for it.
    """
    more = ("&b=1" if both else "") + ("&w=1" if linked else "")
    return f"{origin}/flyers/add/#{_said(fingerprint, epoch, code)}{more}"


def address_of(placement: Placement, origin: str, fingerprint: bytes, epoch: int) -> str:
    """Where the QR of this placement leads: `origin` as in PUBLIC_ORIGIN, the office's fingerprint (20 bytes), its newest epoch."""
    if placement.leads == "room":
        return room_address(origin, fingerprint, epoch, placement.code)
    return add_address(origin, fingerprint, epoch, placement.code, both=placement.leads == "both")


def account_address(basic_id: str) -> str:
    """Where LINE lets people add the account of this name ("@…")."""
    return f"https://line.me/R/ti/p/{quote(basic_id, safe='')}"


def qr(address: str) -> "QRCode":
    """For paper that is printed, folded and photocopied: a quarter of what level M is may be lost, and no more modules than it takes."""
    # Only who draws one pays for it.
    import segno

    return segno.make_qr(address, error="m", boost_error=False)


def _said(fingerprint: bytes, epoch: int, code: str | None) -> str:
    lies = f"&p={code}" if code is not None else ""
    return f"k={fingerprint_text(fingerprint)}&e={epoch}{lies}"
