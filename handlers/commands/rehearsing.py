"""`backup --rehearse`: a restore that is tried before it is needed, told in sentences."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import click

from handlers.times import moment_text
from settings import Settings
from storage import trial_restore
from storage.database import Database, StorageError, Unready
from storage.holder import KeystoreError
from storage.keystore import Keys
from storage.linefile import Damaged
from storage.restoring import Unrestorable
from storage.trial_restore import Trial


class Finding(NamedTuple):
    """What is to be said of one backup; `holds` is False when it could not be relied upon."""

    holds: bool
    lines: list[str]


def rehearse(
    directory: Path,
    settings: Settings,
    database: Database,
    keys: Keys,
    *,
    now: int,
    progress: Callable[[int, int], None],
) -> list[Finding]:
    """Tries the newest backup of the directory, and the oldest one that this version can take back."""
    return [
        _tried(path, settings, database, keys, now, progress)
        for path in trial_restore.candidates(directory.resolve())
    ]


def tell(found: list[Finding]) -> int:
    """Prints it; the exit code is 0 when every backup that was tried holds."""
    for one in found:
        click.echo("\n" + "\n".join(one.lines))
    if all(one.holds for one in found):
        click.echo("\nThe rehearsal holds: survivors come back, and nobody else. The copies are removed.")
        return 0
    click.echo("\nTHE REHEARSAL DOES NOT HOLD. What to do stands above; the copies are removed.")
    return 1


def _tried(
    path: Path,
    settings: Settings,
    database: Database,
    keys: Keys,
    now: int,
    progress: Callable[[int, int], None],
) -> Finding:
    try:
        trial = trial_restore.try_out(path, database, keys, now=now, progress=progress)
    except (Unrestorable, Unready, Damaged, KeystoreError) as refusal:
        return Finding(False, [f"Rehearsed with {path.name}:", f"  FAILURE  {refusal}"])
    except OSError as error:
        told = f"The copy could not be written or read ({error.strerror}): is there room where TMPDIR points?"
        return Finding(False, [f"Rehearsed with {path.name}:", f"  FAILURE  {told}"])
    except StorageError as error:
        told = f"The copy could not be made ({type(error).__name__}): is there room where TMPDIR points?"
        return Finding(False, [f"Rehearsed with {path.name}:", f"  FAILURE  {told}"])
    at = moment_text(trial.restored.backup_at, settings.timezone)
    marked = [f"  {'ok' if good else 'FAILURE':<8} {told}" for good, told in _sentences(trial)]
    return Finding(trial.holds, [f"Rehearsed with {path.name}, of {at}:", *marked])


def _sentences(trial: Trial) -> list[tuple[bool, str]]:
    return [_back(trial), _opened(trial), _erased(trial), _chains(trial)]


def _back(trial: Trial) -> tuple[bool, str]:
    done = trial.restored
    told = f"{done.rows} rows were restored: {done.consultations} consultations, {done.bookings} bookings, {done.orders} orders of paper."
    if done.lost:
        lost = f"{done.lost} are lost: no key opens them any more. Was an older KEK file put back? docs/operations.md, the KEK."
        return False, f"{told} {lost}"
    return True, told


def _opened(trial: Trial) -> tuple[bool, str]:
    told = (
        f"{trial.opened} of them open with today's KEK, with {trial.entries} entries of talks (which stay sealed to the counselors), "
        f"and {trial.people} people could sign in."
    )
    return (False, f"{told} {trial.sealed} do not open.") if trial.sealed else (True, told)


def _erased(trial: Trial) -> tuple[bool, str]:
    if trial.risen:
        return False, (
            f"{trial.risen} that were erased can still be brought back: the deletion is not final. Run `python app.py purge`, "
            "then rehearse again; if it stays, report it."
        )
    if not trial.buried:
        return True, "Nothing that stands in it was erased since."
    return True, f"{trial.buried} that stand in it were erased since: none came back, and no key there opens."


def _chains(trial: Trial) -> tuple[bool, str]:
    if trial.chains and trial.restored.fault is None:
        return True, "Ledger, audit log and the list of staff hold."
    return (
        False,
        "Ledger, audit log or the list of staff does not hold: `ledger verify` and `audit verify` say where.",
    )
