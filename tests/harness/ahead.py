"""`python -m tests.harness.ahead MS`: the product's time process, by a clock that is MS milliseconds ahead.

So a lease, or a pause, that a killed one has left behind is over at once.
"""

import sys

import clock
from settings import Settings

if __name__ == "__main__":
    ahead = int(sys.argv[1])
    clock.run(Settings.from_env(), now=lambda: clock.milliseconds() + ahead)
