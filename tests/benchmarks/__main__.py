"""Measures everything, prints a table and writes bench.json: `make bench`."""

import gc
from pathlib import Path
from types import ModuleType

from tests.benchmarks import booking, growing, ingest, listing, opening, purging, rooming, running
from tests.benchmarks.figure import Figure, table, write

ROOMS = (ingest, running, growing, opening, listing, purging, rooming, booking)


def measured(room: ModuleType) -> list[Figure]:
    """What is loaded stays, as in the product's own processes: they don't look through it for what may go, either."""
    gc.collect()
    gc.freeze()
    found: list[Figure] = room.measure()
    return found


figures = [figure for room in ROOMS for figure in measured(room)]
print(table(figures))
write(figures, Path("bench.json"))
