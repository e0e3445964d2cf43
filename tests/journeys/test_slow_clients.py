"""Whoever sends slowly, in pieces, too much or not at all, straight to `serve` without a proxy: let go, while others are served.

No time is asserted: who is not let go lets the story wait for ever, that is until the socket's own limit ends it with a failure.
"""

import contextlib
import os
import socket
import urllib.request
from collections.abc import Iterator

import pytest

from handlers.seats import AT_WORK
from handlers.slow_clients import ARRIVING, LARGEST_HEAD
from handlers.webhook import LARGEST_BODY
from tests.harness.until import until
from tests.journeys.world import World

HEAD = b"POST /callback HTTP/1.1\r\nHost: x\r\n"
LONG = 40
MIB = 1 << 20
CROWD = 200


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("town")
    town = World(folder, f"sqlite:///{folder}/hidamari.db", {"SLOW_CLIENT_SECONDS": "1"})
    town.web.start()
    yield town
    town.end()


class Crowd:
    """Connections to it, opened and written to as a bad client would."""

    def __init__(self, world: World) -> None:
        self.world, self.open = world, list[socket.socket]()

    def connect(self, said: bytes = b"", *, receives: int = 0) -> socket.socket:
        one = socket.socket()
        if receives:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receives)
        one.settimeout(LONG)
        one.connect(("127.0.0.1", self.world.service.port))
        self.open.append(one)
        with contextlib.suppress(OSError):
            # Who says too much is interrupted.
            one.sendall(said)
        return one

    def is_served(self) -> None:
        """Somebody else, meanwhile: a page, and a message from LINE, which is stored."""
        with urllib.request.urlopen(f"{self.world.origin}/health/live", timeout=LONG) as answer:
            assert answer.status == 200
        body, signature = self.world.signed([])
        assert self.world.post_webhook(body, signature) == 200


@pytest.fixture
def crowd(serving: World) -> Iterator[Crowd]:
    """What it costs is asked of the system: at most some megabytes stay, and that is not more with each story."""
    made, before = Crowd(serving), memory(serving)
    made.is_served()
    yield made
    made.is_served()
    for one in made.open:
        one.close()
    assert memory(serving) - before < 48 * MIB
    assert "Traceback" not in serving.web.said


def memory(world: World) -> int:
    """Bytes that the processes of `serve` have for themselves alone."""
    found = 0
    for pid in (world.web.pid, *children(world.web.pid)):
        with contextlib.suppress(OSError), open(f"/proc/{pid}/smaps_rollup") as told:
            sizes = dict(line.split(":", 1) for line in told.read().splitlines()[1:])
            found += sum(int(sizes[name].split()[0]) for name in ("Private_Dirty", "Private_Clean"))
    return found * 1024


def connections(world: World) -> int:
    """Sockets that the processes of `serve` have open."""
    found = 0
    for pid in children(world.web.pid):
        for name in os.listdir(f"/proc/{pid}/fd"):
            with contextlib.suppress(OSError):
                found += os.readlink(f"/proc/{pid}/fd/{name}").startswith("socket:")
    return found


def children(pid: int) -> list[int]:
    with open(f"/proc/{pid}/task/{pid}/children") as told:
        return [int(one) for one in told.read().split()]


def rest(one: socket.socket) -> bytes:
    """Everything that comes until the server shuts the connection; TimeoutError when it never does."""
    found = b""
    with contextlib.suppress(ConnectionError):
        while said := one.recv(1 << 16):
            found += said
    return found


def test_two_hundred_that_say_nothing_hinder_nobody_and_are_let_go(crowd: Crowd) -> None:
    idle = [crowd.connect() for _ in range(CROWD)]
    crowd.is_served()
    assert {rest(one) for one in idle} == {b""}


def test_a_head_that_never_ends_is_not_waited_for(crowd: Crowd) -> None:
    slow = [crowd.connect(b"GET /health/live HTTP/1.1\r\nHost: x\r\nX-One: ") for _ in range(CROWD)]
    crowd.is_served()
    while crowd.open and not all(_ended(one) for one in slow):
        for one in slow:
            with contextlib.suppress(OSError):
                one.sendall(b"y")
    assert {rest(one) for one in slow} <= {b""}


def test_more_bodies_than_seats_that_never_come_take_no_seat(crowd: Crowd) -> None:
    """What is refused beyond what is waited for is told 503, at once; for the others nobody is there any more."""
    slow = [crowd.connect(HEAD + b"Content-Length: 100\r\n\r\n{") for _ in range(2 * AT_WORK)]
    crowd.is_served()
    assert {rest(one) for one in slow} == {b""}
    many = [crowd.connect(HEAD + b"Content-Length: 100\r\n\r\n{") for _ in range(ARRIVING + 10)]
    told = [rest(one) for one in many]
    assert {one[:13] for one in told} == {b"", b"HTTP/1.1 503 "}
    assert all("no-store" in one.decode() for one in told if one)


def test_a_byte_now_and_then_does_not_count(crowd: Crowd) -> None:
    """Neither of a body whose length is said, nor of one in chunks."""
    said = {b"Content-Length: 1000000": b"a", b"Transfer-Encoding: chunked": b"1\r\na\r\n"}
    slow = {crowd.connect(HEAD + how + b"\r\n\r\n"): piece for how, piece in said.items()}
    for _ in range(5 * LONG):
        if all(_ended(one, 0.1) for one in slow):
            break
        for one, piece in slow.items():
            with contextlib.suppress(OSError):
                one.sendall(piece)
    assert {rest(one) for one in slow} == {b""}


def test_more_than_a_body_may_have_is_refused_before_it_is_here(crowd: Crowd) -> None:
    """By what its head says, and where that says nothing, as soon as it is too much."""
    told = rest(crowd.connect(HEAD + f"Content-Length: {LARGEST_BODY + 1}\r\n\r\n".encode()))
    assert told.startswith(b"HTTP/1.1 413 ")
    endless = crowd.connect(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    sent, chunk = 0, b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    with contextlib.suppress(OSError):
        while sent < 10 * LARGEST_BODY:
            endless.sendall(chunk)
            sent += len(chunk)
    assert sent < 10 * LARGEST_BODY
    # What was read of it has no signature.
    assert rest(endless)[:13] in (b"HTTP/1.1 400 ", b"")


def test_absurd_heads_are_refused(crowd: Crowd) -> None:
    many = b"".join(b"X-%d: 1\r\n" % number for number in range(5000))
    large = b"X: " + b"y" * (2 * LARGEST_HEAD) + b"\r\n"
    for head in (many, large):
        told = rest(crowd.connect(b"GET / HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n"))
        assert told[:13] in (b"HTTP/1.1 431 ", b""), told[:100]
    assert rest(crowd.connect(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) == b""


def test_who_stops_sending_but_listens_is_answered_or_let_go(crowd: Crowd) -> None:
    body, signature = crowd.world.signed([])
    head = f"X-Line-Signature: {signature}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    for cut in (0, len(HEAD) // 2, len(HEAD + head), len(HEAD + head) + 5):
        half = crowd.connect((HEAD + head + body)[:cut])
        half.shutdown(socket.SHUT_WR)
        assert rest(half)[:13] in (b"", b"HTTP/1.1 400 ")


def test_an_answer_that_nobody_takes_is_given_up(crowd: Crowd) -> None:
    """Many questions at once, and not a byte read of the answers: they wait in no memory, and not for ever."""
    before = connections(crowd.world)
    asked = b"GET /static/vendor/noble/curves/abstract/modular.js HTTP/1.1\r\nHost: x\r\n\r\n" * 60
    for _ in range(20):
        one = crowd.connect(receives=4096)
        one.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            one.sendall(asked)
    crowd.is_served()
    assert connections(crowd.world) > before
    until(lambda: connections(crowd.world) <= before, deadline=LONG)


def _ended(one: socket.socket, wait: float = 0.001) -> bool:
    """Whether the server has said something, or shut the connection."""
    one.settimeout(wait)
    try:
        one.recv(1, socket.MSG_PEEK)
    except TimeoutError:
        return False
    except OSError:
        return True
    finally:
        one.settimeout(LONG)
    return True
