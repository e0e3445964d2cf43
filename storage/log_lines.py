"""Every line of the log is one JSON object: {"at", "level", "from"} and what happened. The fields stand in docs/watching.md."""

import datetime as dt
import json
import logging
import os
import sys
import traceback
from typing import Any

from storage.combining import Combining

_written = json.JSONEncoder(ensure_ascii=False).encode


class Facts(dict[str, Any]):
    """What happened, to be logged as it is: laid open in the line, and JSON for whoever prints it otherwise."""

    def __str__(self) -> str:
        return json.dumps(self)


class JsonLines(logging.Formatter):
    """What one of ours logs as a JSON object is laid open; what a library says is its `message`.

    Of an exception only kind and place are told: its text, and the lines of a traceback, may quote what it failed on.
    """

    def format(self, record: logging.LogRecord) -> str:
        at = dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"at": at, "level": record.levelname, "from": record.name}
        line |= record.msg if isinstance(record.msg, Facts) else _said(record.getMessage())
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = _place(record.exc_info)
        return _written(line)


class Together(logging.Handler):
    """To standard error: what several threads say at the same moment goes there in one write."""

    def createLock(self) -> None:
        """None: whoever speaks waits for nobody else."""
        self.lock = None

    def emit(self, record: logging.LogRecord) -> None:
        try:
            _LINES.add(f"{self.format(record)}\n")
        except Exception:
            self.handleError(record)


def _write(lines: list[str]) -> None:
    sys.stderr.write("".join(lines))
    sys.stderr.flush()


_LINES = Combining(_write)
os.register_at_fork(after_in_child=_LINES.renew)


def set_up(level: int) -> None:
    """For a process that runs on: its log goes to standard error, warnings of Python's own with it.

    Where somebody has set up logging before, as tests do, that stays.
    """
    root = logging.getLogger()
    if root.handlers:
        return
    logging.captureWarnings(True)
    # Of a record nobody reads where it arose and in which thread; looking for that takes longer than the line itself.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    handler = Together()
    handler.setFormatter(JsonLines())
    root.addHandler(handler)
    root.setLevel(level)


def of_the_server(level: int) -> dict[str, Any]:
    """The same for what the web server says of itself, as `logging.config` reads it."""
    own = {"handlers": ["json"], "level": level, "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "storage.log_lines.JsonLines"}},
        "handlers": {"json": {"class": "storage.log_lines.Together", "formatter": "json"}},
        "loggers": {"_granian": own, "granian.access": dict(own)},
    }


def _said(message: str) -> dict[str, Any]:
    if message.startswith("{"):
        try:
            found = json.loads(message)
        except ValueError:
            return {"message": message}
        if isinstance(found, dict):
            return found
    return {"message": message}


def _place(exc_info: Any) -> str:
    kind, _, trace = exc_info
    frames = traceback.extract_tb(trace)
    where = f" at {frames[-1].filename.rsplit('/', 1)[-1]}:{frames[-1].lineno}" if frames else ""
    return f"{kind.__name__}{where}"
