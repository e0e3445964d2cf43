"""Posts signed webhooks as fast as they are answered, or so many a second: `python -m tests.benchmarks.knocking < wish`.

A program of its own, because it must not share an interpreter with what it measures. The wish and the answer are JSON.
Every body is prepared before the first is sent; each has ids of its own.
"""

import base64
import hashlib
import hmac
import json
import re
import secrets
import selectors
import socket
import sys
import time
from collections import deque
from typing import Any

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


def main() -> None:
    wish = json.load(sys.stdin)
    requests = deque(_request(wish, number) for number in range(wish["count"]))
    print(json.dumps(knock(wish, requests)))


def knock(wish: dict[str, Any], requests: deque[bytes]) -> dict[str, Any]:
    """{"seconds", "ms": [how long each took], "sent": [when, by this machine's clock], "refused"}. With `rate` each is due at its time, and waits count."""
    waiting: dict[socket.socket, float] = {}
    chosen = selectors.DefaultSelector()
    idle = []
    for _ in range(wish["connections"]):
        connection = socket.create_connection(("127.0.0.1", wish["port"]))
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        chosen.register(connection, selectors.EVENT_READ)
        idle.append(connection)
    taken, sent, refused, number, rate = [], [], 0, 0, wish.get("rate")
    begun = time.perf_counter()
    while requests or waiting:
        now = time.perf_counter()
        while requests and idle:
            due = begun + number / rate if rate else now
            if due > now:
                break
            connection = idle.pop()
            connection.sendall(requests.popleft())
            waiting[connection] = due
            sent.append(time.time())
            number += 1
        for key, _ in chosen.select(_pause(begun, number, rate, bool(requests and idle))):
            assert isinstance(key.fileobj, socket.socket)
            connection = key.fileobj
            answer = _read(connection)
            refused += not answer.startswith(b"HTTP/1.1 200")
            taken.append((time.perf_counter() - waiting.pop(connection)) * 1000)
            idle.append(connection)
    return {"seconds": time.perf_counter() - begun, "ms": taken, "sent": sent, "refused": refused}


def _read(connection: socket.socket) -> bytes:
    """One whole answer."""
    answer = b""
    while True:
        head, end, body = answer.partition(b"\r\n\r\n")
        length = LENGTH.search(head)
        if end and len(body) >= (int(length[1]) if length else 0):
            return answer
        more = connection.recv(65536)
        if not more:
            raise ConnectionError("the server hung up")
        answer += more


def _pause(begun: float, number: int, rate: float | None, free: bool) -> float | None:
    """Until the next one is due, if somebody could be sent with it."""
    if not rate or not free:
        return None
    return max(0.0, begun + number / rate - time.perf_counter())


def _request(wish: dict[str, Any], number: int) -> bytes:
    body = json.dumps(
        {
            "destination": "U" + "0" * 32,
            "events": [
                {
                    "type": "message",
                    "mode": "active",
                    "timestamp": wish["now"],
                    "source": {"type": "user", "userId": f"U{number % wish['people']:032x}"},
                    "webhookEventId": secrets.token_hex(13).upper(),
                    "deliveryContext": {"isRedelivery": False},
                    "replyToken": f"{wish['tokens']}{number:08d}",
                    "message": {
                        "id": str(int.from_bytes(secrets.token_bytes(7))),
                        "type": "text",
                        "quoteToken": "q3Plxr4AgKd",
                        "text": wish["text"],
                    },
                }
            ],
        }
    ).encode()
    signature = base64.b64encode(hmac.digest(wish["secret"].encode(), body, hashlib.sha256))
    return (
        b"POST /callback HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json; charset=utf-8\r\n"
        b"X-Line-Signature: %s\r\nContent-Length: %d\r\n\r\n%s" % (signature, len(body), body)
    )


if __name__ == "__main__":
    main()
