"""Serves one of them as the product serves itself: `python -m tests.benchmarks.anchors echo|committing PORT [WORKERS]`."""

import sys

from granian import Granian
from granian.constants import Interfaces

from handlers.seats import AT_WORK

name, port = sys.argv[1], int(sys.argv[2])
if name == "committing":
    from tests.benchmarks.anchors import committing

    committing.prepare()
Granian(
    f"tests.benchmarks.anchors.{name}:app",
    port=port,
    interface=Interfaces.WSGI,
    workers=int(sys.argv[3]) if len(sys.argv) > 3 else 1,
    blocking_threads=AT_WORK,
    log_access=False,
    websockets=False,
).serve()
