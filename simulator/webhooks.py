"""Webhook deliveries: signed, in order for each talk, redelivered when the answer was not 2xx."""

import base64
import hashlib
import hmac
import json
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from simulator.channel import Channel
from simulator.deliveries import Attempt, Delivery
from simulator.transport import Post

PAUSES = (1.0, 3.0, 9.0, 27.0)
"""Seconds before each redelivery. LINE does not disclose its own."""
_AT_ONCE = 16


class Webhooks:
    """Sends events to the callback from background threads, one at a time for each talk.

    Switches: `redelivers`, `pauses` (seconds; 0 redelivers at once), `twice` (every delivered body is sent a
    second time, as happens for network reasons), `active` (False: events are lost, as with LINE's switch),
    `callback_url`.
    """

    def __init__(
        self,
        channel: Channel,
        destination: str,
        post: Post,
        clock: Callable[[], int],
        *,
        changed: threading.Condition,
        sending: Callable[[Delivery], None],
        attempted: Callable[[], None],
    ) -> None:
        self.callback_url = channel.callback_url
        self.redelivers = True
        self.pauses: tuple[float, ...] = PAUSES
        self.twice = False
        self.active = True
        self.held = False
        self._secret = channel.secret.encode()
        self._destination = destination
        self._post = post
        self._clock = clock
        self._changed = changed
        self._sending = sending
        self._attempted = attempted
        self._deliveries: list[Delivery] = []
        self._by_event: dict[str, Delivery] = {}
        self._lanes: dict[str, deque[tuple[Delivery, bool]]] = {}
        self._running: set[str] = set()
        self._slots = threading.BoundedSemaphore(_AT_ONCE)

    def sign(self, body: bytes) -> str:
        """The value of x-line-signature for `body`: base64 of HMAC-SHA256 with the channel secret."""
        return base64.b64encode(hmac.digest(self._secret, body, hashlib.sha256)).decode()

    def send(self, talk: str, events: list[dict[str, Any]]) -> Delivery | None:
        """Queue one webhook with `events` behind what waits for `talk`; None when webhooks are not active."""
        if not self.active:
            return None
        delivery = Delivery(talk, events)
        with self._changed:
            self._deliveries.append(delivery)
            self._by_event.update({event["webhookEventId"]: delivery for event in events})
            self._queue(delivery, redelivery=False)
        return delivery

    def hold(self) -> None:
        """Keep everything in the queue until `release()`; what is on its way arrives."""
        with self._changed:
            self.held = True

    def release(self) -> None:
        with self._changed:
            self.held = False
            for talk in list(self._lanes):
                self._wake(talk)

    def settle(self, timeout: float = 10.0) -> None:
        """Wait until nothing is on its way. Redeliveries that wait for their pause are not waited for."""
        with self._changed:
            if not self._changed.wait_for(lambda: not self._running, timeout):
                raise TimeoutError(f"webhooks did not settle in {timeout} s")

    def all(self) -> list[Delivery]:
        """Every delivery, oldest first."""
        with self._changed:
            return list(self._deliveries)

    def find(self, event_id: str) -> Delivery:
        """The delivery that carries the event; KeyError when there is none."""
        with self._changed:
            return self._by_event[event_id]

    def repeat(self, event_id: str) -> int | None:
        """Send the first body again, byte for byte, now; the status, None without an answer."""
        return self._attempt(self.find(event_id), redelivery=False)

    def redeliver(self, event_id: str) -> int | None:
        """Send the event again, now, with isRedelivery true; the status, None without an answer."""
        return self._attempt(self.find(event_id), redelivery=True)

    def redeliver_failed(self) -> int:
        """Queue everything that the callback has not yet answered with 2xx; how many that is."""
        with self._changed:
            queued = {delivery for lane in self._lanes.values() for delivery, _ in lane}
            failed = [d for d in self._deliveries if d.attempts and not d.delivered and d not in queued]
            for delivery in failed:
                if delivery.timer is not None:
                    delivery.timer.cancel()
                self._queue(delivery, redelivery=True)
        return len(failed)

    def post(self, body: bytes, signature: str | None = None, *, signed: bool = True) -> int | None:
        """Send any bytes, now, with the right signature, another one, or (signed=False) none at all."""
        headers = {"content-type": "application/json; charset=utf-8", "user-agent": "LineBotWebhook/2.0"}
        if signed:
            headers["x-line-signature"] = self.sign(body) if signature is None else signature
        try:
            with self._slots:
                return self._post(self.callback_url, body, headers)
        except Exception:  # LINE does not care why the callback failed
            return None

    def verify(self) -> int | None:
        """What LINE's Verify button sends: no events at all."""
        return self.post(self._body([]))

    def _attempt(self, delivery: Delivery, *, redelivery: bool) -> int | None:
        events = [event | {"deliveryContext": {"isRedelivery": redelivery}} for event in delivery.events]
        body = self._body(events)
        self._sending(delivery)
        status = self.post(body)
        with self._changed:
            attempt = Attempt(self._clock(), status, redelivery, body, self.sign(body))
            delivery.attempts.append(attempt)
            self._attempted()
        return status

    def _body(self, events: list[dict[str, Any]]) -> bytes:
        body = {"destination": self._destination, "events": events}
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()

    def _queue(self, delivery: Delivery, *, redelivery: bool) -> None:
        with self._changed:
            delivery.timer = None
            self._lanes.setdefault(delivery.talk, deque()).append((delivery, redelivery))
            self._wake(delivery.talk)

    def _wake(self, talk: str) -> None:
        if self.held or talk in self._running or not self._lanes[talk]:
            return
        self._running.add(talk)
        threading.Thread(target=self._drain, args=(talk,), name="webhooks", daemon=True).start()

    def _drain(self, talk: str) -> None:
        while (waiting := self._next(talk)) is not None:
            delivery, redelivery = waiting
            self._attempt(delivery, redelivery=redelivery)
            if not delivery.delivered:
                self._again(delivery)
            elif self.twice and not redelivery:
                self._attempt(delivery, redelivery=False)

    def _next(self, talk: str) -> tuple[Delivery, bool] | None:
        with self._changed:
            if self.held or not self._lanes[talk]:
                self._running.discard(talk)
                self._changed.notify_all()
                return None
            return self._lanes[talk].popleft()

    def _again(self, delivery: Delivery) -> None:
        """Queue a redelivery after the next pause, behind what came since: it may arrive out of order."""
        with self._changed:
            tried = delivery.redeliveries
            if not self.redelivers or tried >= len(self.pauses):
                return
            if self.pauses[tried] <= 0:
                self._queue(delivery, redelivery=True)
                return
            delivery.timer = threading.Timer(
                self.pauses[tried], self._queue, (delivery,), {"redelivery": True}
            )
            delivery.timer.daemon = True
            delivery.timer.start()
