"""What may go wrong apart: each does it when it is named."""

import json
import os


def work(given: bytes) -> bytes:
    match given:
        case b"forever":
            while True:
                pass
        case b"greedy":
            return bytes(4_000_000_000)[:1]
        case b"writing":
            with open("/tmp/written-apart", "wb") as file:
                file.write(b"x" * 100)
        case b"broken":
            raise ValueError
    return json.dumps(dict(os.environ)).encode()
