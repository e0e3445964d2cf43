"""A LINE that takes every call at once, or after a while: `python -m tests.benchmarks.answering PORT MILLISECONDS`.

It checks nothing, so that it costs next to nothing: what is measured is who calls it. `GET /replies` tells when each reply token
came, by this machine's clock.
"""

import asyncio
import json
import re
import sys
import time

ANSWER = b'{"sentMessages":[{"id":"461230966842064897","quoteToken":"IStG5h1Tz7b"}]}'
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
TOKEN = re.compile(rb'"replyToken": *"([^"]+)"')
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


def _answer(body: bytes) -> bytes:
    return HEAD % len(body) + body


async def main(port: int, pause: float) -> None:
    replies: dict[str, float] = {}

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = LENGTH.search(head)
                body = await reader.readexactly(int(length[1]) if length else 0)
                if token := TOKEN.search(body):
                    replies[token[1].decode()] = time.time()
                if pause:
                    await asyncio.sleep(pause)
                writer.write(
                    _answer(json.dumps(replies).encode() if head.startswith(b"GET /replies") else ANSWER)
                )
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", port)
    print("ready", flush=True)
    await server.serve_forever()


asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]) / 1000))
