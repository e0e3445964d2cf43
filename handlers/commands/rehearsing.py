"""`backup --rehearse`: a restore that is tried before it is needed, told in sentences."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import click

from handlers.times import japanese_moment, moment_text
from settings import Settings
from storage import trial_restore
from storage.database import Database, StorageError
from storage.keystore import Keys
from storage.refusal import Refusal
from storage.trial_restore import Trial

_TRIES = 3


class Sentence(NamedTuple):
    """In both languages; `holds` is False for what must be mended."""

    holds: bool
    ja: str
    en: str


class Finding(NamedTuple):
    """What is to be said of one backup: its name, the moment it is of (ms) where that is known, and the sentences.

    `holds` is False when it could not be relied upon.
    """

    holds: bool
    name: str
    at: int | None
    sentences: list[Sentence]


def rehearse(
    directory: Path,
    database: Database,
    keys: Keys,
    *,
    now: int,
    progress: Callable[[int, int], None],
) -> list[Finding]:
    """Tries the newest backup of the directory, and the oldest one that this version can take back."""
    return [
        _tried(path, database, keys, now, progress) for path in trial_restore.candidates(directory.resolve())
    ]


def tell(found: list[Finding], settings: Settings) -> int:
    """Prints it; the exit code is 0 when every backup that was tried holds."""
    holds = all(one.holds for one in found)
    for finding in found:
        at = "" if finding.at is None else f"（{japanese_moment(finding.at, settings.timezone)}）"
        _tell_one(
            f"{finding.name}{at}から、試しに戻しました。",
            "よし",
            "直す",
            [one[:2] for one in finding.sentences],
        )
    click.echo(_HOLDS_JA if holds else _FAILS_JA)
    for finding in found:
        at = "" if finding.at is None else f", of {moment_text(finding.at, settings.timezone)}"
        _tell_one(
            f"Rehearsed with {finding.name}{at}:",
            "ok     ",
            "FAILURE",
            [one[::2] for one in finding.sentences],
        )
    click.echo(_HOLDS_EN if holds else _FAILS_EN)
    return 0 if holds else 1


_HOLDS_JA = "\n復元の予行は、うまくいきました。残すものは戻り、消したものは戻りません。試しに戻した分は、片づけました。"
_HOLDS_EN = "\nThe rehearsal holds: survivors come back, and nobody else. The copies are removed."
_FAILS_JA = "\n【重要】 復元の予行が、うまくいきませんでした。「直す」の行のとおりにしてください。試しに戻した分は、片づけました。"
_FAILS_EN = "\nTHE REHEARSAL DOES NOT HOLD. What to do stands above; the copies are removed."


def _tell_one(heading: str, good: str, bad: str, sentences: Iterable[tuple[bool, str]]) -> None:
    click.echo(f"\n{heading}")
    for holds, sentence in sentences:
        click.echo(f"  {good if holds else bad}  {sentence}")


def _tried(
    path: Path,
    database: Database,
    keys: Keys,
    now: int,
    progress: Callable[[int, int], None],
) -> Finding:
    """Once more where the KEK was turned meanwhile, by somebody's wish to be erased: that looks as if an older one had been put back."""
    for _ in range(_TRIES):
        before = keys.kek.epochs()
        found = _tried_once(path, database, keys, now, progress)
        if found.holds or keys.kek.epochs() == before:
            break
    return found


def _tried_once(
    path: Path,
    database: Database,
    keys: Keys,
    now: int,
    progress: Callable[[int, int], None],
) -> Finding:
    try:
        trial = trial_restore.try_out(path, database, keys, now=now, progress=progress)
    except Refusal as refusal:
        return _failed(path, Sentence(False, refusal.ja, str(refusal)))
    except OSError as error:
        return _failed(path, _no_room("written or read", "読み書き", str(error.strerror)))
    except StorageError as error:
        return _failed(path, _no_room("made", "用意", type(error).__name__))
    sentences = [_back(trial), _opened(trial), _erased(trial), _chains(trial)]
    return Finding(trial.holds, path.name, trial.restored.backup_at, sentences)


def _failed(path: Path, why: Sentence) -> Finding:
    return Finding(False, path.name, None, [why])


def _no_room(done: str, ja: str, why: str) -> Sentence:
    return Sentence(
        False,
        f"試しに戻すための場所を、{ja}できませんでした（{why}）。TMPDIR の場所に空きがあるか、確かめてください。",
        f"The copy could not be {done} ({why}): is there room where TMPDIR points?",
    )


def _back(trial: Trial) -> Sentence:
    done = trial.restored
    ja = f"{done.rows}行が戻りました： 相談{done.consultations}件、予約{done.bookings}件、資料の取り寄せ{done.orders}件。"
    en = f"{done.rows} rows were restored: {done.consultations} consultations, {done.bookings} bookings, {done.orders} orders of paper."
    if not done.lost:
        return Sentence(True, ja, en)
    return Sentence(
        False,
        f"{ja}{done.lost}件は、開ける鍵がなく、失われています。古いKEKのファイルを戻しませんでしたか。docs/operations.ja.md を見てください。",
        f"{en} {done.lost} are lost: no key opens them any more. Was an older KEK file put back? docs/operations.md, the KEK.",
    )


def _opened(trial: Trial) -> Sentence:
    ja = (
        f"そのうち{trial.opened}件が、いまのKEKで開けます。相談の記録は{trial.entries}件です（中のことばは、相談員にしか開けません）。"
        f"サインインできる人は{trial.people}人です。"
    )
    en = (
        f"{trial.opened} of them open with today's KEK, with {trial.entries} entries of talks (which stay sealed to the counselors), "
        f"and {trial.people} people could sign in."
    )
    if not trial.sealed:
        return Sentence(True, ja, en)
    return Sentence(
        False,
        f"{ja}{trial.sealed}件は開けません。古いKEKのファイルを戻しませんでしたか。docs/operations.ja.md を見てください。",
        f"{en} {trial.sealed} do not open: was an older KEK file put back? docs/operations.md, the KEK.",
    )


def _erased(trial: Trial) -> Sentence:
    if trial.risen:
        return Sentence(
            False,
            f"消したはずの{trial.risen}件を、まだもとに戻せてしまいます。消去が終わっていません。`python app.py purge` のあと、もう一度、予行をしてください。"
            "それでも出るときは、開発元に知らせてください。",
            f"{trial.risen} that were erased can still be brought back: the deletion is not final. Run `python app.py purge`, "
            "then rehearse again; if it stays, report it.",
        )
    if not trial.buried:
        return Sentence(
            True, "この控えのあとに消したものは、ありません。", "Nothing that stands in it was erased since."
        )
    return Sentence(
        True,
        f"この控えのあとに消した{trial.buried}件は、一つも戻りませんでした。控えの中の鍵でも開けません。",
        f"{trial.buried} that stand in it were erased since: none came back, and no key there opens.",
    )


def _chains(trial: Trial) -> Sentence:
    if trial.chains and trial.restored.fault is None:
        return Sentence(
            True,
            "消去のあかし、操作の記録、職員名簿は、書きかえられていません。",
            "Ledger, audit log and the list of staff hold.",
        )
    return Sentence(
        False,
        "消去のあかし、操作の記録、職員名簿のどれかが、書きかえられたおそれがあります。どこかは、`python app.py ledger verify` と `audit verify` でわかります。",
        "Ledger, audit log or the list of staff does not hold: `ledger verify` and `audit verify` say where.",
    )
