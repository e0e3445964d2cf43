"""Referrals: places that a counselor may name, after two people have looked at them, until the next look is due.

A shelter can have no address: the database itself refuses one, and what looks like one is refused in every other field.
"""

import datetime as dt
import json
import os
import re
import unicodedata
from typing import Any, NamedTuple, Self

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    LargeBinary,
    Row,
    String,
    Table,
    Text,
    insert,
    select,
    update,
)

from storage.database import metadata

KINDS = ("line", "office", "medical", "legal", "group", "shelter")
LANGUAGES = ("ja", "easy", "en")
LONGEST = {"name": 120, "phone": 40, "url": 300, "hours": 200, "cost": 120, "place": 200, "source": 300}
LONGEST_ABOUT = 400
LONGEST_DAYS = 366
"""So long at most until two people look at it again."""

referrals = Table(
    "referrals",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("name", String(120), nullable=False),
    Column("about", Text, nullable=False),
    Column("phone", String(40)),
    Column("url", String(300)),
    Column("hours", String(200)),
    Column("cost", String(120)),
    Column("place", String(200)),
    Column("source", String(300), nullable=False),
    Column("added_by", LargeBinary(16), nullable=False),
    Column("added_at", BigInteger, nullable=False),
    Column("checked_by", LargeBinary(16)),
    Column("checked_at", BigInteger),
    Column("expires_on", String(10), nullable=False),
    Column("withdrawn_at", BigInteger),
    CheckConstraint("kind <> 'shelter' OR place IS NULL", name="shelter_has_no_place"),
    CheckConstraint("checked_by IS NULL OR checked_by <> added_by", name="two_people"),
)

_ADDRESS = re.compile(r"〒|(?<![\d-])\d{3}-\d{4}(?![\d-])|丁目|番地|\d+番\d*号|\d+条(通|[東西南北])")
_SITE = re.compile(r"https://[!-~]+")
_NUMBER = re.compile(r"#?\d+(-\d+)*")


class Place(NamedTuple):
    """What is told of a place. `about`: what it is for, by language, in words for the resident; `easy` and `en` may be empty.

    `expires_on`: the last day on which it may be named, "2027-03-31". `source`: where number and hours were read.
    """

    kind: str
    name: str
    about: dict[str, str]
    phone: str | None
    url: str | None
    hours: str | None
    cost: str | None
    place: str | None
    source: str
    expires_on: str

    @classmethod
    def read(cls, body: dict[str, Any], *, today: dt.date) -> Self:
        """ValueError with the name of the field that is missing, too long, past, or says where a shelter is."""
        texts = {name: _text(body, name, longest) for name, longest in LONGEST.items()}
        name, source, kind = texts.pop("name"), texts.pop("source"), body.get("kind")
        if name is None:
            raise ValueError("name")
        if kind not in KINDS:
            raise ValueError("kind")
        about = _about(body)
        for field, shape in (("phone", _NUMBER), ("url", _SITE)):
            if texts[field] is not None and not shape.fullmatch(str(texts[field])):
                raise ValueError(field)
        if texts["phone"] is None and texts["url"] is None and texts["place"] is None:
            raise ValueError("phone")
        if source is None:
            raise ValueError("source")
        if kind == "shelter":
            _refuse_address(texts["place"], name, *about.values(), texts["hours"], texts["cost"], source)
        return cls(
            kind=kind, name=name, about=about, source=source, expires_on=_last_day(body, today), **texts
        )


class Referral(NamedTuple):
    """A place with the two who looked at it. Times in ms."""

    id: bytes
    place: Place
    added_by: bytes
    added_at: int
    checked_by: bytes | None
    checked_at: int | None

    def state(self, today: dt.date) -> str:
        """ "proposed" until a second person agreed, "live" while it may be named, "expired" afterwards."""
        if self.place.expires_on < today.isoformat():
            return "expired"
        return "live" if self.checked_by is not None else "proposed"

    def named_in(self, text: str) -> bool:
        """Whether a text gives its name or its number, however it is written."""
        flat = _flat(text)
        if _flat(self.place.name) in flat:
            return True
        phone = _digits(self.place.phone or "")
        return (
            phone != "" and re.search(rf"(?<![0-9#]){re.escape(phone)}(?![0-9])", _digits(text)) is not None
        )


def propose(connection: Connection, place: Place, *, by: bytes, now: int) -> bytes:
    """Notes a place; nobody can name it yet. Returns its id."""
    referral = os.urandom(16)
    row = {"id": referral, "added_by": by, "added_at": now} | _columns(place)
    connection.execute(insert(referrals), row)
    return referral


def change(connection: Connection, referral: bytes, place: Place, *, by: bytes, now: int) -> bool:
    """Other facts, or another day: it counts as proposed anew, by who changed it. False when it was withdrawn."""
    values = _columns(place) | {"added_by": by, "added_at": now, "checked_by": None, "checked_at": None}
    return _touched(connection, referral, values)


def agree(connection: Connection, referral: bytes, *, seen: int, by: bytes, now: int) -> bool:
    """The second person's word about what was added at `seen` (ms). False for who added it, and when it changed since."""
    row = connection.execute(
        update(referrals)
        .where(
            referrals.c.id == referral,
            referrals.c.added_by != by,
            referrals.c.added_at == seen,
            referrals.c.checked_by.is_(None),
            referrals.c.withdrawn_at.is_(None),
        )
        .values(checked_by=by, checked_at=now)
        .returning(referrals.c.id)
    ).first()
    return row is not None


def withdraw(connection: Connection, referral: bytes, *, now: int) -> bool:
    """From now on nobody names it. False when it was withdrawn before."""
    return _touched(connection, referral, {"withdrawn_at": now})


def find(connection: Connection, referral: bytes, *, hold: bool = False) -> Referral | None:
    """One that was not withdrawn, in any state. With `hold` nobody else changes it until the commit."""
    standing = select(referrals).where(referrals.c.id == referral, referrals.c.withdrawn_at.is_(None))
    row = connection.execute(standing.with_for_update() if hold else standing).first()
    return _referral(row) if row else None


def standing(connection: Connection) -> list[Referral]:
    """All that were not withdrawn, whatever their state, by kind and name."""
    rows = connection.execute(select(referrals).where(referrals.c.withdrawn_at.is_(None)))
    found = [_referral(row) for row in rows]
    return sorted(found, key=lambda one: (KINDS.index(one.place.kind), one.place.name))


def named_in(connection: Connection, text: str, *, today: dt.date) -> bool:
    """Whether a text names a place of the list that may be named today."""
    live = (one for one in standing(connection) if one.state(today) == "live")
    return any(one.named_in(text) for one in live)


def _touched(connection: Connection, referral: bytes, values: dict[str, Any]) -> bool:
    row = connection.execute(
        update(referrals)
        .where(referrals.c.id == referral, referrals.c.withdrawn_at.is_(None))
        .values(**values)
        .returning(referrals.c.id)
    ).first()
    return row is not None


def _text(body: dict[str, Any], name: str, longest: int) -> str | None:
    given = body.get(name)
    if given is None:
        return None
    if not isinstance(given, str) or len(given.strip()) > longest:
        raise ValueError(name)
    return given.strip() or None


def _about(body: dict[str, Any]) -> dict[str, str]:
    match body.get("about"):
        case {"ja": str(ja), "easy": str(easy), "en": str(en)} if ja.strip():
            texts = (ja.strip(), easy.strip(), en.strip())
            if max(map(len, texts)) <= LONGEST_ABOUT:
                return dict(zip(LANGUAGES, texts, strict=True))
    raise ValueError("about")


def _last_day(body: dict[str, Any], today: dt.date) -> str:
    try:
        day = dt.date.fromisoformat(str(body.get("expires_on")))
    except ValueError:
        raise ValueError("expires_on") from None
    if not today <= day <= today + dt.timedelta(days=LONGEST_DAYS):
        raise ValueError("expires_on")
    return day.isoformat()


def _refuse_address(place: str | None, *others: str | None) -> None:
    """`place` is refused whatever it says; elsewhere what looks like an address."""
    looks = (_ADDRESS.search(unicodedata.normalize("NFKC", text)) for text in others if text)
    if place is not None or any(looks):
        raise ValueError("place")


def _flat(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _digits(text: str) -> str:
    return re.sub(r"(?<=[0-9#])[\s\-‐-―ー()]+(?=[0-9])", "", unicodedata.normalize("NFKC", text))


def _columns(place: Place) -> dict[str, Any]:
    return place._asdict() | {"about": json.dumps(place.about, ensure_ascii=False)}


def _referral(row: Row[Any]) -> Referral:
    facts = {name: row._mapping[name] for name in Place._fields}
    place = Place(**(facts | {"about": json.loads(row.about)}))
    checked_by = bytes(row.checked_by) if row.checked_by is not None else None
    return Referral(bytes(row.id), place, bytes(row.added_by), row.added_at, checked_by, row.checked_at)
