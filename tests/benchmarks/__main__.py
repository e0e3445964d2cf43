"""Measures everything, prints a table and writes bench.json: `make bench`."""

from pathlib import Path

from tests.benchmarks import opening, purging
from tests.benchmarks.figure import table, write

figures = [*opening.measure(), *purging.measure()]
print(table(figures))
write(figures, Path("bench.json"))
