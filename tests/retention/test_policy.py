"""The retention policy is valid or refused: nothing is deleted by a wrong number, nothing kept that nobody would delete."""

from pathlib import Path

import pytest

from retention.policy import InvalidPolicy, RetentionPolicy, load
from tests.cast import DAY

GOOD = {"version": '"town-1"', "consultation_days_after_closure": "14", "webhook_receipt_days": "3"}


def written(folder: Path, **terms: str | None) -> Path:
    path = folder / "policy.toml"
    path.write_text(
        "".join(f"{name} = {value}\n" for name, value in (GOOD | terms).items() if value is not None), "utf-8"
    )
    return path


def test_a_good_policy_counts_from_the_closure_in_whole_days(tmp_path: Path) -> None:
    policy = load(written(tmp_path))
    assert policy == RetentionPolicy("town-1", 14 * DAY, 3 * DAY)
    assert policy.due_at(1_000) == 1_000 + 14 * DAY


def test_a_good_policy_ships() -> None:
    policy = load()
    assert policy.version
    assert DAY <= policy.consultation_after_closure <= 3650 * DAY
    assert policy.webhook_receipt >= DAY, "LINE redelivers for a while"


@pytest.mark.parametrize("days", ["0", "-1", "3651", "1.5", '"14"', "true", "[]", None])
@pytest.mark.parametrize("term", ["consultation_days_after_closure", "webhook_receipt_days"])
def test_a_term_that_is_no_number_of_days_is_refused_by_name(
    tmp_path: Path, term: str, days: str | None
) -> None:
    with pytest.raises(InvalidPolicy, match=f"{term} must be whole days") as refused:
        load(written(tmp_path, **{term: days}))
    assert days is None or days not in str(refused.value).replace("3650", "").replace("from 1 to", "")


@pytest.mark.parametrize("version", ['""', '"  "', "3", None])
def test_a_policy_needs_a_version(tmp_path: Path, version: str | None) -> None:
    with pytest.raises(InvalidPolicy, match="needs a version"):
        load(written(tmp_path, version=version))


def test_a_misspelt_term_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InvalidPolicy, match="not known: consultation_day_after_closure"):
        load(written(tmp_path, consultation_day_after_closure="7"))


@pytest.mark.parametrize("content", [b"version", b"= 3", b"\xff\xfe", b"version = 'a'\nversion = 'b'"])
def test_a_file_that_is_no_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "policy.toml").write_bytes(content)
    with pytest.raises(InvalidPolicy, match="can't be read as TOML"):
        load(tmp_path / "policy.toml")


def test_a_missing_or_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.toml").touch()
    for name in ("missing.toml", "empty.toml"):
        with pytest.raises(InvalidPolicy):
            load(tmp_path / name)
