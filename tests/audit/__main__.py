"""Judges the pages as others would: Lighthouse in the system's Chromium, and the MDN HTTP observatory's rules. `make audit`.

Writes reports/ and ends with 1 when a page is not as good as it has to be. The rules of the observatory are applied to an
answer of a real process that believes it stands behind TLS; the redirection is the proxy's (docs/operations.md).
"""

import sys
import tempfile
from itertools import chain
from pathlib import Path

from tests.audit import lighthouse, observatory
from tests.journeys.demo import Demo

REPORTS = Path("reports")

REPORTS.mkdir(exist_ok=True)
poor = False
with tempfile.TemporaryDirectory() as folder:
    demo = Demo(Path(folder) / "demo")
    try:
        for line, good in chain(
            observatory.judge(Path(folder) / "office", REPORTS), lighthouse.judge(demo, REPORTS)
        ):
            print("good" if good else "POOR", line, flush=True)
            poor = poor or not good
    finally:
        demo.end()
print(f"The reports are in {REPORTS}/.")
sys.exit(1 if poor else 0)
