"""Measures everything, prints a table and writes bench.json: `make bench`."""

from pathlib import Path

from tests.benchmarks import listing, opening, purging, rooming
from tests.benchmarks.figure import table, write

figures = [*opening.measure(), *listing.measure(), *purging.measure(), *rooming.measure()]
print(table(figures))
write(figures, Path("bench.json"))
