"""The time process in the same process as a story: its jobs, called when the story wants it, and what the watchdog says."""

from collections.abc import Callable
from pathlib import Path

import clock as time_process
from retention import watchdog
from tests.bot.line import Line
from tests.cast import Town


def jobs(line: Line, *, origin: str | None = None) -> dict[str, Callable[[], None]]:
    """The time process, started now, without its schedule."""
    town = line.town
    settings = town.but(LINE_API_ORIGIN=origin or line.origin)
    found = time_process.jobs(town.database, town.keys, settings, town.clock)
    return {job.__name__: job for job, _ in found}


def alarms(town: Town) -> list[watchdog.Alarm]:
    settings = town.settings
    return watchdog.alarms(
        town.database, town.keys, now=town.clock(), shipped=settings.shred_table, kek_path=settings.kek_file, mountinfo=Path("/nowhere")
    )  # fmt: skip
