"""What runs for weeks looks for what may go as soon as it is up: nobody looks while it starts, and that must not last."""

import os
import subprocess
import sys

import pytest

from tests.cast import Town
from tests.cast import town as town

WEB = """
import gc, app
gc.disable()
app.create_worker()
print(gc.isenabled(), gc.get_freeze_count() > 0)
"""
CLOCK = """
import gc, os, signal, app
from apscheduler.schedulers.background import BackgroundScheduler

def start(_):
    print(gc.isenabled(), gc.get_freeze_count() > 0)
    os.kill(os.getpid(), signal.SIGTERM)

BackgroundScheduler.start, BackgroundScheduler.shutdown = start, lambda _: None
app.run_clock.callback()
"""


@pytest.mark.parametrize("town", ["sqlite"], indirect=True)
@pytest.mark.parametrize("code", [WEB, CLOCK], ids=["web", "clock"])
def test_a_process_that_is_up_gives_back_what_nobody_needs(town: Town, code: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=town.environment | {"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == "True True"
