"""What a roster is made of: members and their seats. Read here, believed elsewhere."""

from collections.abc import Mapping
from typing import NamedTuple

from storage.contexts import Code, Fields, Rejected, ctx, kid_of, unhex
from storage.sealing import POINT, verify


class Member(NamedTuple):
    """kid (16 bytes), role, name, signing key (65 bytes), encryption key (65 bytes, or empty for none)."""

    kid: bytes
    role: str
    name: str
    spk: bytes
    epk: bytes


def check_signature(kind: Code, public: bytes, body: bytes, sig: bytes) -> None:
    """What is signed as one kind never passes as another: the kind is inside the signature."""
    try:
        verify(public, ctx(kind, body), sig)
    except Rejected as refused:
        raise Rejected(kind, refused.code) from None


def typed(body: bytes, kind: Code) -> Fields:
    """The fields of a signed body. Rejected with its kind for another type or version."""
    fields = Fields(body, kind)
    if fields.number("v") != 1 or fields.text("t") != kind:
        raise Rejected(kind, "type or version")
    return fields


def read_member(entry: object) -> Member:
    """Rejected "roster" for its shape, "kid" when the kid does not belong to role and keys."""
    if not isinstance(entry, dict):
        raise Rejected("roster", "keys")
    fields = Fields(entry, "roster")
    spk, epk = fields.hex("spk", POINT), fields.hex("epk", 0, POINT)
    member = Member(fields.hex("kid", 16), fields.text("role"), fields.text("name"), spk, epk)
    if kid_of(member.role, member.spk, member.epk) != member.kid:
        raise Rejected("kid")
    return member


def read_seats(listed: object, members: Mapping[bytes, Member]) -> list[bytes]:
    """The kids at one desk. Rejected "roster" for one that stands twice or is nobody's."""
    try:
        kids = [unhex(kid) for kid in listed] if isinstance(listed, list) else [b""]
    except (TypeError, ValueError):
        raise Rejected("roster", "desks") from None
    if len(set(kids)) != len(kids) or not members.keys() >= set(kids):
        raise Rejected("roster", "desks")
    return kids
