"""Measures everything, prints a table and writes bench.json: `make bench`."""

from pathlib import Path

from tests.benchmarks import listing, opening, purging
from tests.benchmarks.figure import table, write

figures = [*opening.measure(), *listing.measure(), *purging.measure()]
print(table(figures))
write(figures, Path("bench.json"))
