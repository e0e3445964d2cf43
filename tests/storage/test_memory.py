"""A process that holds words and keys leaves no dump, and is swapped nowhere if the system lets it: seen from outside."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from storage import memory

ROOT = Path(__file__).parents[2]
STORY = """
import os, resource
from storage import memory
hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
if {alone}:
    resource.setrlimit(resource.RLIMIT_MEMLOCK, (1 << 20, 1 << 20))
    if os.getuid() == 0:
        os.setuid(65534)
shut = memory.shut()
(locked,) = (line.split()[1] for line in open("/proc/self/status") if line.startswith("VmLck:"))
more = bytearray(64 << 20)
print(int(shut.no_dump), int(shut.no_swap), int(int(locked) > 0), flush=True)
os.abort()
"""


@pytest.mark.parametrize("alone", [False, True], ids=["as it is", "with nobody's rights"])
def test_nothing_of_its_memory_comes_onto_a_disk(tmp_path: Path, alone: bool) -> None:
    """It is killed in the way that leaves a dump, where the limits would let it."""
    tmp_path.chmod(0o777)
    ended = subprocess.run(
        [sys.executable, "-B", "-c", STORY.format(alone=alone)],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    no_dump, no_swap, locked = (said == "1" for said in ended.stdout.split())
    assert no_dump
    assert ended.returncode < 0
    assert list(tmp_path.iterdir()) == []
    assert no_swap == locked == (not alone and memory.may_lock())


def test_who_may_not_lock_all_locks_nothing() -> None:
    """A lock below a limit would have the next page refused."""
    limited = resource.getrlimit(resource.RLIMIT_MEMLOCK)[0] != resource.RLIM_INFINITY
    assert memory.may_lock() == (not limited or os.getuid() == 0)


def test_what_a_machine_swaps_to_is_told(tmp_path: Path) -> None:
    listed = tmp_path / "swaps"
    assert memory.swaps(listed) == []
    listed.write_text("Filename Type Size Used Priority\n")
    assert memory.swaps(listed) == []
    listed.write_text(
        "Filename Type Size Used Priority\n/dev/zram0 partition 1 0 100\n/dev/vda2 partition 1 0 -2\n"
    )
    assert memory.swaps(listed) == ["/dev/vda2"]
