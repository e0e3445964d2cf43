"""On PYTHONPATH of a product process: every logger of every library writes everything to stderr, as in a desperate night.

LOG_LEVEL below INFO is refused; somebody who debugs puts a line into the program. This is that line. Each record comes with
all it carries (arguments, extra fields, the text of an exception), not only with its message.
"""

import logging
import sys


class Everything(logging.Formatter):
    """The message, what it was made of, and the traceback."""

    def format(self, record: logging.LogRecord) -> str:
        return f"{super().format(record)} {record.__dict__}"


def _shout() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Everything("%(name)s %(levelname)s %(message)s"))
    # Whoever comes later with basicConfig() finds the root furnished, and changes nothing.
    logging.basicConfig(level=logging.DEBUG, handlers=[handler])


_shout()
