"""`make supply`: known faults of the locked parts, and secrets left in files. `sbom`, `licences`, `accept`: what they write.

Ends with 1 when something was found. What could not be checked is said aloud, and is a failure only with STRICT=1, as before a
release: a machine that reaches no database can neither build nor lie for it.
"""

import os
import sys

from tests.supply import advisories, left_behind, licences, parts_list
from tests.supply.locked import ROOT


def main(task: str) -> int:
    """The exit status."""
    if task == "sbom":
        reports = ROOT / "reports"
        reports.mkdir(exist_ok=True)
        print("\n".join(str(file.relative_to(ROOT)) for file in parts_list.write(reports)))
        return 0
    if task == "licences":
        licences.PAGE.write_text(licences.page(), "utf-8")
        return 0
    if task == "accept":
        left_behind.accept()
        return 0
    left = left_behind.new()
    print(
        "\n".join(f"FOUND        a secret? {one}" for one in left)
        or "clean        no secret was left in a file"
    )
    outcomes = {"FOUND"} if left else set()
    for found in advisories.look():
        print(f"{found.outcome:<12} {found.message}", flush=True)
        outcomes.add(found.outcome)
    if "NOT CHECKED" in outcomes:
        print(
            "\nNOT CHECKED means just that: ask again where the databases can be reached, before you release."
        )
    return int("FOUND" in outcomes or ("NOT CHECKED" in outcomes and os.environ.get("STRICT") == "1"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
