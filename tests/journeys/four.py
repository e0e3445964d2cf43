"""Two web and two time processes over one database, a proxy in front, and a town that goes on talking while they are killed."""

import contextlib
import http.client
import itertools
import json
import random
import selectors
import socket
import socketserver
import threading
from collections.abc import Callable, Iterator

from tests.harness.ports import free_port
from tests.harness.service import Process, Service
from tests.harness.until import until
from tests.journeys.desk import Counselor, Refused
from tests.journeys.world import World

PACE_SECONDS = 0.04
"""Between two things that somebody says."""

GONE = (OSError, http.client.HTTPException, json.JSONDecodeError)
"""What a browser sees of a connection that was cut."""


class Proxy:
    """Hands connections to the ports in turn; to the next where one refuses. What was cut on its way stays cut."""

    def __init__(self, ports: list[int]) -> None:
        turns, lock = itertools.count(), threading.Lock()

        class Door(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with lock:
                    first = next(turns)
                for offset in range(len(ports)):
                    try:
                        there = socket.create_connection(("127.0.0.1", ports[(first + offset) % len(ports)]))
                    except OSError:
                        continue
                    with there, contextlib.suppress(OSError):
                        _carry(self.request, there)
                    return

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Door)
        self._server.daemon_threads = True
        self.origin = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._serving = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._serving.start()

    def end(self) -> None:
        self._server.shutdown()
        self._serving.join()
        self._server.server_close()


class Four:
    """The four, and who talks through them: six residents without a pause, and Sato, who answers each of them."""

    def __init__(self, world: World, origin: str, *, seed: int) -> None:
        self.world, self.sato = world, Counselor(origin, "sato", world.sign_ins["sato"])
        self.dice = random.Random(seed)
        self.said: dict[str, list[str]] = {world.resident(): [] for _ in range(6)}
        self.answers: dict[str, list[str]] = {}
        self.rebuffs: list[int] = []
        self._resting = threading.Event()
        self._faults: list[BaseException] = []
        self._threads = [
            threading.Thread(target=self._until_rest, args=(one,)) for one in (self._say, self._answer)
        ]

    def talk(self) -> None:
        for thread in self._threads:
            thread.start()

    def rest(self) -> None:
        """The last word has been said, and Sato has sent what she was writing."""
        self._resting.set()
        for thread in self._threads:
            thread.join()
        assert self._faults == []

    def stored(self) -> int:
        """How much of what was said LINE has got rid of."""
        return sum(delivery.delivered for delivery in self.world.platform.webhooks.all())

    def told(self) -> int:
        """How many of Sato's answers stand on the phones."""
        return sum(len(self.on_the_phone(who)) for who in self.said)

    def on_the_phone(self, resident: str) -> list[str]:
        return [text for text in self.world.platform.shown_texts(resident) if text.startswith("返事")]

    def goes_on(self) -> None:
        """Waits until more has been taken in and more has been told than at this moment."""
        stored, told = self.stored(), self.told()
        until(
            lambda: not self._healthy() or (self.stored() >= stored + 3 and self.told() >= told + 2),
            deadline=40,
        )
        assert self._healthy(), self._faults

    def _healthy(self) -> bool:
        return not self._faults

    def _until_rest(self, turn: Callable[[], None]) -> None:
        try:
            while not self._resting.wait(PACE_SECONDS):
                turn()
        except BaseException as fault:
            self._faults.append(fault)

    def _say(self) -> None:
        who = self.dice.choice(list(self.said))
        text = f"{len(self.said[who])}番目 {who[-6:]}"
        self.said[who].append(text)
        self.world.platform.say(who, text)

    def _answer(self) -> None:
        """The one she has answered least; again and again until it is stored, as the page does."""
        try:
            waiting = [line["id"] for line in self.sato.inbox()]
        except (*GONE, Refused) as fault:
            self._rebuffed(fault)
            return
        if not waiting:
            return
        consultation = min(waiting, key=lambda one: (len(self.answers.setdefault(one, [])), one))
        text = f"返事 {len(self.answers[consultation])} {consultation[:6]}"
        while not self._stored(consultation, text):
            self._resting.wait(PACE_SECONDS)
        self.answers[consultation].append(text)

    def _stored(self, consultation: str, text: str) -> bool:
        try:
            opened = self.sato.open(consultation)
            if text in opened.texts:
                return True
            if opened.whole["consultation"]["assignee"] is None:
                self.sato.claim(consultation)
                opened = self.sato.open(consultation)
            self.sato.send(consultation, self.sato.seal(opened, text), text)
        except (*GONE, Refused) as fault:
            self._rebuffed(fault)
            return False
        return True

    def _rebuffed(self, fault: Exception) -> None:
        """409: the resident has written meanwhile. 503: away for the moment. Nothing else is an answer to a good question."""
        if isinstance(fault, Refused):
            self.rebuffs.append(fault.status)
            assert fault.status in (409, 503), fault


@contextlib.contextmanager
def four(world: World, *, seed: int) -> Iterator[tuple[Four, list[Process], list[Process]]]:
    """Started, with the proxy between them and everybody else; (the town, its two webs, its two clocks)."""
    port = free_port()
    others = Service(
        {name: value for name, value in world.service.environment.items() if name != "PORT"}, port
    )
    webs, clocks = [world.web, others.web], [world.clock, others.clock]
    proxy = Proxy([world.service.port, port])
    world.platform.webhooks.callback_url = f"{proxy.origin}/callback"
    try:
        for one in (*webs, *clocks):
            one.start()
        town = Four(world, proxy.origin, seed=seed)
        town.talk()
        try:
            yield town, webs, clocks
        finally:
            town.rest()
    finally:
        others.end()
        world.rest()
        proxy.end()


def _carry(here: socket.socket, there: socket.socket) -> None:
    """Bytes both ways, until either is done."""
    with selectors.DefaultSelector() as ready:
        for one, other in ((here, there), (there, here)):
            ready.register(one, selectors.EVENT_READ, (one, other))
        while True:
            for key, _ in ready.select():
                one, other = key.data
                piece = one.recv(65536)
                if not piece:
                    return
                other.sendall(piece)
