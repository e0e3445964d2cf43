"""The browser opens attachments exactly as the server sealed them, and refuses whatever else with the server's code."""

import hashlib
import json
import struct
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from storage import chunks, sealing
from storage.chunks import CHUNK, Cover
from storage.contexts import Rejected, b64, ctx, unb64
from tests.browser.answers import Ask, value

PAGE = "attachment_page"
KEPT = json.loads((Path(__file__).parents[1] / "vectors/attachments.json").read_text())
FP, CASE, REF = (unb64(KEPT[name]) for name in ("fingerprint", "case", "ref"))
PLACE = {name: KEPT[name] for name in ("fingerprint", "case", "ref")}
LONG = bytes(range(251)) * 900
"""Four chunks."""


def stream(sealed: Sequence[bytes]) -> bytes:
    """As the door sends it."""
    return b"".join(struct.pack(">I", len(chunk)) + chunk for chunk in sealed)


def asked(payload: dict[str, Any], sent: bytes, **place: str) -> dict[str, Any]:
    return {"payload": payload, "place": PLACE | place, "stream": b64(sent)}


@pytest.mark.parametrize("kept", KEPT["small"], ids=lambda kept: str(kept["name"]))
def test_the_browser_opens_what_was_kept(ask: Ask, kept: dict[str, Any]) -> None:
    sent = stream([unb64(chunk) for chunk in kept["sealed"]])
    assert value(ask("open", asked(kept, sent))) == kept["plain"]


def test_both_pad_to_the_same_lengths(ask: Ask) -> None:
    sizes = [size for size, _ in KEPT["padme"]] + list(range(1200)) + [2**31 - 1, 2**31 + 1, 2**40 + 12345]
    assert value(ask("padme", sizes)) == [chunks.padme(size) for size in sizes]
    assert value(ask("padme", [size for size, _ in KEPT["padme"]])) == [padded for _, padded in KEPT["padme"]]


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 1_000_003])
def test_the_browser_opens_what_the_server_sealed(ask: Ask, size: int) -> None:
    content = (LONG * (size // len(LONG) + 1))[:size]
    cover, sealed = chunks.seal(content, FP, CASE, REF)
    expected = [size, hashlib.sha256(content).hexdigest()]
    assert value(ask("openLong", asked(cover.as_dict(), stream(sealed)))) == expected


@pytest.mark.parametrize("size", [0, 1, 771, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 1_000_003])
def test_the_server_opens_what_the_browser_sealed(ask: Ask, size: int) -> None:
    content = (LONG * (size // len(LONG) + 1))[:size]
    sealed = value(ask("seal", {"content": b64(content), "place": PLACE}))
    cover = Cover.from_payload(sealed["cover"])
    assert (cover.size, max(map(len, map(unb64, sealed["chunks"])))) <= (size, CHUNK + 16)
    assert chunks.open_(cover, [unb64(chunk) for chunk in sealed["chunks"]], FP, CASE, REF) == content


@pytest.mark.parametrize("kept", KEPT["small"], ids=lambda kept: str(kept["name"]))
def test_the_browser_seals_what_was_kept_byte_for_byte(ask: Ask, kept: dict[str, Any]) -> None:
    given = {name: kept[name] for name in ("key", "prefix")}
    sealed = value(ask("seal", {"content": kept["plain"], "place": PLACE} | given))
    assert sealed["chunks"] == kept["sealed"]
    assert sealed["cover"] == {name: kept[name] for name in sealed["cover"]}


def test_no_two_files_share_a_key(ask: Ask) -> None:
    covers = [value(ask("seal", {"content": "AAAA", "place": PLACE}))["cover"] for _ in range(2)]
    assert covers[0]["key"] != covers[1]["key"]
    assert len(unb64(covers[0]["key"])) == 32


Tamper = Callable[[list[bytes]], list[bytes]]

TAMPERED: dict[str, Tamper] = {
    "the last chunk is missing": lambda c: c[:-1],
    "the first chunk is missing": lambda c: c[1:],
    "nothing is there": lambda c: [],
    "two chunks are swapped": lambda c: [c[1], c[0], *c[2:]],
    "the last comes first": lambda c: [c[-1], *c[:-1]],
    "a chunk comes twice": lambda c: [*c, c[0]],
    "one took another's place": lambda c: [c[0], c[0], *c[2:]],
    "one chunk of another file": lambda c: [chunks.seal(LONG, FP, CASE, REF)[1][0], *c[1:]],
    "an empty one at the end": lambda c: [*c, b""],
    "one bit differs": lambda c: [bytes([c[0][0] ^ 1]) + c[0][1:], *c[1:]],
    "one byte is missing": lambda c: [c[0][:-1], *c[1:]],
    "one is too short for a tag": lambda c: [c[0][:8], *c[1:]],
}


@pytest.mark.parametrize("what", TAMPERED)
def test_chunks_that_were_tampered_with_are_refused_with_the_servers_code(ask: Ask, what: str) -> None:
    cover, sealed = chunks.seal(LONG, FP, CASE, REF)
    tampered = TAMPERED[what](sealed)
    code = refused(cover, tampered)
    assert ask("openLong", asked(cover.as_dict(), stream(tampered))) == {"refused": code}


@pytest.mark.parametrize(
    "changes",
    [
        {"size": len(LONG) - 1},
        {"size": len(LONG) + CHUNK},
        {"chunks": 5},
        {"chunks": 3},
        {"key": bytes(32)},
        {"prefix": bytes(7)},
        {"sha256": bytes(32)},
    ],
    ids=str,
)
def test_another_cover_opens_nothing(ask: Ask, changes: dict[str, Any]) -> None:
    cover, sealed = chunks.seal(LONG, FP, CASE, REF)
    other = cover._replace(**changes)
    assert ask("openLong", asked(other.as_dict(), stream(sealed))) == {"refused": refused(other, sealed)}


@pytest.mark.parametrize("name", PLACE)
def test_it_opens_only_where_it_belongs(ask: Ask, name: str) -> None:
    """Not in another office, consultation or message."""
    cover, sealed = chunks.seal(b"x", FP, CASE, REF)
    elsewhere = {name: b64(bytes(len(unb64(PLACE[name]))))}
    assert ask("open", asked(cover.as_dict(), stream(sealed), **elsewhere)) == {"refused": "decrypt"}


@pytest.mark.parametrize("cut", [1, 3, 20])
def test_a_stream_that_breaks_off_is_refused(ask: Ask, cut: int) -> None:
    cover, sealed = chunks.seal(LONG, FP, CASE, REF)
    for sent in (stream(sealed)[:-cut], stream(sealed) + bytes(cut)):
        assert ask("open", asked(cover.as_dict(), sent))["refused"] == "padding"


def test_something_behind_the_content_is_refused(ask: Ask) -> None:
    """Zeros stand there, and nothing else; whoever has the key could otherwise hide something in it."""
    cover, _ = chunks.seal(bytes(771), FP, CASE, REF)
    padded = bytes(771).ljust(chunks.padme(771) - 1, b"\0") + b"!"
    aad = ctx("attachment", FP, CASE, REF, 771)
    sealed = [sealing.encrypt_at(cover.key, cover.prefix + bytes(4) + b"\1", padded, aad=aad)]
    assert refused(cover, sealed) == "padding"
    assert ask("open", asked(cover.as_dict(), stream(sealed))) == {"refused": "padding"}


@pytest.mark.parametrize(
    "changes",
    [{"key": "AAAA"}, {"prefix": None}, {"size": -1}, {"size": 1.5}, {"chunks": "1"}, {"sha256": "!"}],
    ids=str,
)
def test_a_misshapen_cover_is_refused(ask: Ask, changes: dict[str, Any]) -> None:
    cover, sealed = chunks.seal(b"x", FP, CASE, REF)
    assert ask("open", asked(cover.as_dict() | changes, stream(sealed))) == {"refused": "padding"}


def refused(cover: Cover, sealed: Sequence[bytes]) -> str:
    """The server's own verdict."""
    with pytest.raises(Rejected) as rejected:
        chunks.open_(cover, sealed, FP, CASE, REF)
    return rejected.value.code
