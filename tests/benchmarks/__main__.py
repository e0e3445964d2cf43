"""Measures everything, prints a table and writes bench.json: `make bench`."""

from pathlib import Path

from tests.benchmarks import booking, growing, ingest, listing, opening, purging, rooming, running
from tests.benchmarks.figure import table, write

ROOMS = (ingest, running, growing, opening, listing, purging, rooming, booking)

figures = [figure for what in ROOMS for figure in what.measure()]
print(table(figures))
write(figures, Path("bench.json"))
