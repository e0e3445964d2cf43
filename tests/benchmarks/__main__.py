"""Measures everything, prints a table and writes bench.json: `make bench`."""

from pathlib import Path

from tests.benchmarks import booking, listing, opening, purging, rooming
from tests.benchmarks.figure import table, write

figures = [figure for what in (opening, listing, purging, rooming, booking) for figure in what.measure()]
print(table(figures))
write(figures, Path("bench.json"))
