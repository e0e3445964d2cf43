"""Everything that reads what others wrote: what it is called with, and what it may say no with. Anything else is a fault.

`read(content)` takes bytes, whatever the parser itself takes: text is read from them tolerantly, JSON strictly (what is none is
nothing to the parser), files are written and read.
"""

import datetime as dt
import io
import json
import re
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from bot import buttons, events, hotlines, phrases, signature
from bot.flyers import proofs
from bot.visiting import answers
from handlers.commands import hours_file
from handlers.console import weeks
from handlers.console.flyers import design_form
from handlers.console.visits import pattern_rows
from handlers.flyers import order_form
from retention import ledger, policy
from settings import Settings
from storage import (
    backup,
    capsules,
    certificates,
    contexts,
    linefile,
    manifest,
    members,
    room_keys,
    sheets,
    shipping,
    webauthn,
)
from storage.contexts import Rejected
from storage.environment import InvalidSetting
from storage.genesis import Genesis
from storage.record import Record
from storage.roster import Roster, SignedRoster
from storage.wrapsets import WrapSet
from tests.cast import founded
from tests.fuzz.knocking import BODIES

VECTORS = Path(__file__).parents[1] / "vectors"
HERE = Path(__file__).parents[2]
_FILE = Path(tempfile.gettempdir())
KEY = bytes(range(32))
STORED = Record(
    KEY[:16], KEY[:16], 1, 0, KEY[:16], 1, KEY, KEY, 1, blob_hash=KEY, sig=KEY * 2, blob=bytes(593)
)


class Parser(NamedTuple):
    name: str
    read: Callable[[bytes], object]
    refuses_with: tuple[type[Exception], ...]


def text(call: Callable[[str], object]) -> Callable[[bytes], object]:
    return lambda content: call(content.decode("utf-8", "surrogateescape"))


def jsonish(call: Callable[[Any], object], kind: type = object) -> Callable[[bytes], object]:
    def read(content: bytes) -> object:
        try:
            told = json.loads(content)
        except (ValueError, RecursionError):
            return None
        return call(told) if isinstance(told, kind) else None

    return read


def in_a_file(call: Callable[[Path], object]) -> Callable[[bytes], object]:
    def read(content: bytes) -> object:
        with tempfile.NamedTemporaryFile(dir=_FILE) as file:
            file.write(content)
            file.flush()
            return call(Path(file.name))

    return read


def _dotenv(content: bytes) -> object:
    """Each line NAME=value as a setting."""
    lines = content.decode("utf-8", "replace").replace("\x00", "").splitlines()
    pairs = dict(line.split("=", 1) for line in lines if "=" in line)
    safe = {name: value for name, value in pairs.items() if not name.endswith("_FILE") and name != "KEK_FILE"}
    return Settings.from_env({"LINE_CHANNEL_SECRET": "0123456789abcdef"} | safe)


def _signed_postback(content: bytes) -> object:
    """With the right signature, so that what follows it is read as well: only by the office itself could it be no postback."""
    said = content.decode("latin-1")
    return buttons.read(f"{said}.{buttons._mac(KEY, b'her', said)}", KEY, b"her", now=0)


PARSERS = [
    Parser("webhook", events.parse, (events.Unreadable,)),
    Parser("signature", text(lambda one: signature.is_signed("0123456789abcdef", b"", one)), ()),
    Parser("postback", text(lambda one: buttons.read(one, KEY, b"her", now=0)), ()),
    Parser("postback, signed", _signed_postback, (ValueError,)),
    Parser("visit answers", text(lambda one: answers.read(one.split("."))), ()),
    Parser("command", text(phrases.command_of), ()),
    Parser("roster", jsonish(SignedRoster.from_json, dict), (Rejected,)),
    Parser("roster body", Roster.parse, (Rejected,)),
    Parser("genesis", Genesis.from_json, (Rejected,)),
    Parser("record", Record.from_json, (Rejected,)),
    Parser("record, as it is stored", Record.from_bytes, (Rejected,)),
    Parser("wrap set", WrapSet.from_json, (Rejected,)),
    Parser("member", jsonish(members.read_member), (Rejected,)),
    Parser("capsule", jsonish(lambda one: capsules.check_capsule(one, KEY), dict), (Rejected,)),
    Parser("manifest", manifest.Signed.from_text, (Rejected,)),
    Parser("manifest's body", text(manifest._read), (Rejected,)),
    Parser("passkey's answer", jsonish(webauthn.Assertion.read), (webauthn.Unproven,)),
    Parser("proof of work", jsonish(lambda one: proofs.check(founded().keys, one, now=0)), (proofs.Refused,)),
    Parser("sheet", text(sheets.parse_code), (Rejected,)),
    Parser("resume code", text(room_keys.read_resume_code), (Rejected, ValueError)),
    Parser("fingerprint", text(contexts.parse_fingerprint), (Rejected, ValueError)),
    Parser("base64url", text(contexts.unb64), (ValueError,)),
    Parser("padding", contexts.unpad, (Rejected,)),
    Parser("backup's head", in_a_file(backup.header), (linefile.Damaged,)),
    Parser("backup", in_a_file(lambda path: list(backup.rows(path))), (linefile.Damaged,)),
    Parser("shipped table", in_a_file(shipping.read_whole), (linefile.Damaged,)),
    Parser("ledger", text(lambda one: ledger.verify(io.StringIO(one))), (certificates.Broken,)),
    Parser("policy", in_a_file(policy.load), (policy.InvalidPolicy,)),
    Parser("numbers to ring", in_a_file(hotlines.load), (hotlines.InvalidNumbers,)),
    Parser("hours file", hours_file.read, (hours_file.Unreadable,)),
    Parser("settings", _dotenv, (InvalidSetting,)),
    Parser("week", jsonish(weeks.read), (weeks.Refused,)),
    Parser("times of visits", jsonish(lambda one: pattern_rows.read(one, kinds=["oath"], today=dt.date(2026, 12, 1))), (weeks.Refused,)),
    Parser("design", jsonish(lambda one: design_form.read(one, hotlines.load(), now=0), dict), (design_form.Unusable,)),
    Parser("order of paper", jsonish(lambda one: order_form.read(one, {"A"}), dict), (order_form.Unreadable, order_form.Unfit)),
]  # fmt: skip


@cache
def seeds() -> list[bytes]:
    """Whole things, to be spoilt: of the protocol's vectors, of what doors are sent, of what is stored, and files that ship."""
    found = {json.dumps(one).encode() for bodies in BODIES.values() for one in bodies}
    for file in sorted(VECTORS.glob("*.json")):
        found |= {json.dumps(one).encode() for one in _objects(json.loads(file.read_text()))}
    for name in ("retention/default_policy.toml", "bot/local-numbers.example.toml"):
        if (HERE / name).is_file():
            found.add((HERE / name).read_bytes())
    found |= {
        b'{"events":[{"type":"message","message":{"type":"text","text":"a"},"source":{"userId":"U"}}]}',
        b"1.s.a.~b.zzzzzz",
        STORED.to_bytes(),
    }
    return sorted(one for one in found if len(one) < 6000)


def _objects(one: Any) -> Iterator[Any]:
    if isinstance(one, dict):
        yield one
        for value in one.values():
            yield from _objects(value)
    elif isinstance(one, list):
        for value in one:
            yield from _objects(value)
    elif isinstance(one, str) and re.match(r"\{", one):
        yield one


def attempt(parser: Parser, content: bytes) -> None:
    """Reads it; what may be refused is refused rightly."""
    try:
        parser.read(content)
    except parser.refuses_with:
        return
