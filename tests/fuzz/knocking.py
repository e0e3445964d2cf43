"""Everybody who may stand before a door, and what is asked there: requests of any kind, mostly right but for one or two things.

What a right body looks like stands in bodies.json, by endpoint: what the doors' own tests sent there and saw accepted. Ids in it are
of nobody any more; those of this town are put in their place.
"""

import copy
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from flask import Flask
from hypothesis import strategies as st
from werkzeug.routing import Rule
from werkzeug.test import Client, TestResponse

from storage import booking_links
from storage.contexts import b64
from tests.cast import Json, Town
from tests.fuzz.spoiling import DROPPED, VALUES, nested
from tests.handlers.at_room import House, opens
from tests.handlers.at_visits import furnish
from tests.handlers.desk import Desk
from tests.handlers.supervising import Supervisor
from tests.joining import newcomer

HERE = Path(__file__).parent
BODIES: dict[str, list[Json]] = json.loads((HERE / "bodies.json").read_text("utf-8"))
CANARY = "kanaria7q"
"""Stands in whatever is sent wrongly, and must come back in no refusal and no line of the log."""
_ID = re.compile(r"[\w-]{22}")
_ARGUMENT = re.compile(r"\bargs\.get(?:list)?\(\s*\"(\w+)\"")
HANDLERS = Path(__file__).parents[2] / "handlers"
ARGUMENTS = sorted({name for file in HANDLERS.rglob("*.py") for name in _ARGUMENT.findall(file.read_text())})
"""What doors look for in a query, as their source says."""


class Actor(NamedTuple):
    """Somebody with a browser, and what it sends along. `role`: of staff, as `access.ROLES` has it."""

    name: str
    client: Client
    headers: dict[str, str]
    cookie: str = ""
    role: str = ""

    def sit_down(self) -> None:
        """With what the browser had from the start."""
        self.client.delete_cookie("hidamari")
        if self.cookie:
            self.client.set_cookie("hidamari", self.cookie)


class Asked(NamedTuple):
    """One request. `forged`: without the token that a change by staff needs, or from elsewhere."""

    actor: str
    method: str
    path: str
    query: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    forged: bool = False


class Place:
    """The town with everybody in it, and the ids that doors tell."""

    def __init__(self, town: Town, app: Flask) -> None:
        furnish(town)
        self.town, self.app, self.house = town, app, House(town, app)
        kudo = Supervisor(app)
        staff = {"counselor": Desk(app, "sato"), "supervisor": kudo}
        staff |= {
            role: kudo.join(newcomer(role, name), role)
            for role, name in (("clerk", "abe"), ("auditor", "hara"))
        }
        hanako = town.resident()
        assert self.house.line.events(hanako.says("きいてください")) == 200
        guest = self.house.stranger()
        assert opens(guest).status_code == 201
        self.actors = [_desk(role, desk) for role, desk in staff.items()]
        self.actors += [
            Actor("stranger", app.test_client(), {}),
            Actor("resident of a room", guest.client, guest.headers()),
            self._visitor(hanako.id),
        ]
        self.by_name = {one.name: one for one in self.actors}
        self.ids = sorted(set(self._told()))

    def open(self, asked: Asked) -> TestResponse:
        actor = self.by_name[asked.actor]
        headers = actor.headers | dict(asked.headers)
        return actor.client.open(
            asked.path,
            method=asked.method,
            query_string=asked.query,
            data=asked.body or None,
            headers=[(name, value) for name, value in headers.items() if value != _ABSENT],
        )

    def _visitor(self, user: str) -> Actor:
        """Hanako at the page for visits."""
        access, keys, now = os.urandom(32), self.town.keys, self.town.clock()
        pseudonym = self.town.intake().house.pseudonym(user)
        with self.town.database.transaction() as connection:
            link = booking_links.issue(connection, keys.courier, pseudonym, user, language="ja", now=now)
        made = Actor("visitor", self.app.test_client(), {"Authorization": f"Bearer {b64(access)}"})
        claimed = made.client.post("/booking/claims", json={"link": b64(link)}, headers=made.headers)
        assert claimed.status_code == 201, claimed.text
        return made

    def _told(self) -> Iterator[str]:
        for rule in self.app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and not rule.arguments and not rule.rule.startswith("/flyers"):
                for actor in self.actors:
                    answer = actor.client.get(rule.rule, headers=actor.headers)
                    if answer.is_json:
                        yield from _ID.findall(answer.text)


def _desk(role: str, desk: Desk) -> Actor:
    cookie = desk.client.get_cookie("hidamari")
    assert cookie is not None
    return Actor(role, desk.client, desk.headers, cookie.value, role)


_ABSENT = "(absent)"
ODD = [
    *("%00", "%ff%fe", "..%2f..%2fetc%2fpasswd", "%F0%9F%8F%B3", "-1", "0", "9223372036854775808", "1" * 5000, "%ED%A0%80"),
    *(CANARY, CANARY * 30, f"%27%22%3E{CANARY}", "a;b", "%0d%0aX-{CANARY}%3a1", "2026-13-45", "0000-00-00", "NaN", "%20"),
]  # fmt: skip
TEXTS = [
    CANARY,
    f"\x00{CANARY}",
    f"{CANARY}\ud800",
    f"<b>{CANARY}</b>",
    CANARY * 1200,
    "2026-02-31",
    "24:99",
    "-",
    "１２",
]
ANYTHING = st.sampled_from(
    [*VALUES, *TEXTS, -(2**63), 2**63, 2**64, 1e-320, "A" * 22, "_" * 43, [CANARY] * 500]
)
RAW = [
    b"", b"{", b"null", b'"' + CANARY.encode() + b'"', b"\xff\xfe{}", b"\x00", b"\xef\xbb\xbf{}", b'{"a":1e999}', b'{"\\ud800":"\\udfff"}',
    b"[" * 20_000, json.dumps(nested(900, lists=False)).encode(), b'{"id":' + b"9" * 5000 + b"}", b"a=%ff&b=%00&" + CANARY.encode(),
    b"%PDF-1.7\n" + CANARY.encode(), b"--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"../\x00\"\r\n\r\n\xff\r\n--x--",
]  # fmt: skip
HEADERS = [
    ("Accept", "text/html"), ("Accept", "text/html,*/*;q=0.8"), ("Accept", CANARY), ("Accept-Language", f"{CANARY}, ja;q=2"),
    ("Accept-Language", "en"), ("Accept-Language", "ja-x-easy"), ("Accept-Encoding", "br;q=x, gzip;q=-1"), ("Cookie", f"hidamari={CANARY}"),
    ("Cookie", "hidamari-language=en; hidamari=\x7f"), ("Cookie", ";;==;" + CANARY), ("Authorization", f"Bearer {CANARY}"),
    ("Authorization", "Bearer " + "A" * 43), ("Authorization", "Basic " + CANARY), ("If-None-Match", f'W/"{CANARY}"'), ("If-None-Match", "*"),
    ("If-Modified-Since", CANARY), ("Range", f"bytes={CANARY}"), ("Range", "bytes=5-1,9-"), ("Host", f"{CANARY}.example"), ("Host", ""),
    ("X-Forwarded-For", f"{CANARY}, 1.2.3.4"), ("X-Line-Signature", CANARY), ("X-Line-Signature", "\xff"), ("Content-Type", "text/plain"),
    ("Content-Type", "application/x-www-form-urlencoded"), ("Content-Type", "multipart/form-data; boundary=x"), ("Content-Type", ""),
    ("Content-Type", "application/json; charset=utf-7"), ("Content-Type", f"{CANARY}/{CANARY}; =\"" ), ("Content-Encoding", "gzip"),
    ("X-HTTP-Method-Override", "DELETE"), ("User-Agent", CANARY), ("Expect", "200-maybe"), ("Date", CANARY),
]  # fmt: skip
FORGING = [
    ("Origin", "https://elsewhere.example"), ("Origin", "null"), ("Origin", "http://["), ("Sec-Fetch-Site", "cross-site"),
    ("X-CSRF-Token", _ABSENT), ("X-CSRF-Token", CANARY), ("X-CSRF-Token", "é"),
]  # fmt: skip
METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW"]


def requests_of(place: Place, rule: Rule) -> st.SearchStrategy[Asked]:
    """Whatever may be asked at this door."""
    usual = sorted((rule.methods or {"GET"}) - {"HEAD", "OPTIONS"})
    values = st.sampled_from([*place.ids, *ODD])
    path = st.tuples(*(_part(place, values, converter) for converter in rule._converters.values())).map(
        lambda parts: _address(rule, dict(zip(rule._converters, parts, strict=True)))
    )
    # What is drawn first is what stands first: where few are asked, something to be found again is always among them.
    told = st.one_of(st.just(CANARY), values)
    pair = st.tuples(st.sampled_from(ARGUMENTS), told).map("=".join)
    forging = st.sampled_from([None] * 8 + FORGING)
    return st.builds(
        _asked,
        st.sampled_from([one.name for one in place.actors]),
        st.sampled_from(usual * 9 + METHODS),
        path,
        st.one_of(st.lists(pair, min_size=1, max_size=3), st.just([])),
        st.one_of(st.just([]), st.lists(st.sampled_from(HEADERS), max_size=2)),
        forging,
        _body(place, str(rule.endpoint)),
    )


def _asked(
    actor: str,
    method: str,
    path: str,
    query: list[str],
    headers: list[tuple[str, str]],
    forging: Any,
    body: bytes,
) -> Asked:
    said = {"Content-Type": "application/json"} | dict(headers) | dict([forging] if forging else [])
    return Asked(actor, method, path, "&".join(query), tuple(said.items()), body, forging is not None)


def _part(place: Place, odd: st.SearchStrategy[str], converter: Any) -> st.SearchStrategy[str]:
    usual = {"IntegerConverter": ["0", "1", "2", "480"], "AnyConverter": ["webp", "jpeg"]}
    right = usual.get(type(converter).__name__, [*place.ids, "2026-04", "sato", "kurashi", "asatsuyu"])
    return st.one_of(st.sampled_from(right), st.sampled_from(right), odd)


def _address(rule: Rule, parts: dict[str, str]) -> str:
    return re.sub(r"<(?:[^<>]*:)?(\w+)>", lambda found: parts[found.group(1)], rule.rule)


def _body(place: Place, endpoint: str) -> st.SearchStrategy[bytes]:
    known = BODIES.get(endpoint, [{}])
    changes = st.lists(st.tuples(st.integers(0, 1 << 16), ANYTHING), max_size=2)
    ids = st.integers(0, max(len(place.ids) - 1, 0))
    mutated = st.builds(
        lambda body, at, how: _spoilt(place, body, at, how), st.sampled_from(known), ids, changes
    )
    return st.one_of(mutated, mutated, mutated, mutated, st.sampled_from(RAW), ANYTHING.map(_dumped))


def _spoilt(place: Place, body: Json, at: int, changes: list[tuple[int, Any]]) -> bytes:
    """The body with ids of this town, and with each of these values somewhere in it."""
    text = json.dumps(body)
    if place.ids and at % 3:
        text = _ID.sub(
            lambda found: (
                place.ids[(at + found.start()) % len(place.ids)] if len(found[0]) == 22 else found[0]
            ),
            text,
        )
    made = json.loads(text)
    for where, value in changes:
        made = _put(made, where, value)
    written = _dumped(made)
    if at % 11 == 5 and written.startswith(b'{"'):
        # Every key of it twice.
        written = written[:-1] + b"," + written[1:]
    return written if at % 17 else written[: len(written) // 2]


def _put(made: Any, where: int, value: Any) -> Any:
    # What is drawn is drawn again, and must not be changed meanwhile.
    value = copy.deepcopy(value) if isinstance(value, list | dict) else value
    spots: list[tuple[Any, Any]] = [(None, None)]
    _spots(made, spots)
    owner, key = spots[where % len(spots)]
    if owner is None:
        return made if value is DROPPED else (made | {"more": value} if isinstance(made, dict) else value)
    if value is DROPPED:
        del owner[key]
    else:
        owner[key] = value
    return made


def _spots(one: Any, found: list[tuple[Any, Any]]) -> None:
    inner = one.items() if isinstance(one, dict) else enumerate(one) if isinstance(one, list) else ()
    for key, value in inner:
        found.append((one, key))
        _spots(value, found)


def _dumped(value: Any) -> bytes:
    return b"" if value is DROPPED else json.dumps(value).encode()
