"""The retention policy is valid or refused: nothing is deleted by a wrong number, nothing kept that nobody would delete."""

from pathlib import Path

import pytest

from retention.policy import InvalidPolicy, RetentionPolicy, load
from tests.cast import DAY

DAYS = (
    "consultation_days_after_closure",
    "consultation_silence_days",
    "silence_notice_days",
    "hold_longest_days",
    "booking_days_after_visit",
    "paper_order_days",
    "webhook_receipt_days",
    "audit_log_days",
)
GOOD: dict[str, str] = {
    "version": '"town-1"',
    "consultation_days_after_closure": "14",
    "consultation_silence_days": "30",
    "silence_notice_days": "7",
    "pause_hours": "48",
    "hold_longest_days": "365",
    "booking_days_after_visit": "8",
    "paper_order_days": "30",
    "webhook_receipt_days": "3",
    "audit_log_days": "1095",
}


def written(folder: Path, **terms: str | None) -> Path:
    path = folder / "policy.toml"
    path.write_text(
        "".join(f"{name} = {value}\n" for name, value in (GOOD | terms).items() if value is not None), "utf-8"
    )
    return path


def test_a_good_policy_counts_from_the_closure_in_whole_days(tmp_path: Path) -> None:
    path = written(tmp_path)
    policy = load(path)
    assert policy == RetentionPolicy(
        "town-1",
        consultation_after_closure=14 * DAY,
        consultation_silence=30 * DAY,
        silence_notice=7 * DAY,
        pause=2 * DAY,
        hold_longest=365 * DAY,
        booking_after_visit=8 * DAY,
        paper_order=30 * DAY,
        webhook_receipt=3 * DAY,
        audit_log=1095 * DAY,
        content=path.read_text("utf-8"),
    )
    assert policy.due_at(1_000) == 1_000 + 14 * DAY
    assert policy.due_at(1_000, at_once=True) == 1_000
    terms = {term: value.strip('"') for term, value in GOOD.items()}
    assert {term: str(value) for term, value in policy.terms().items()} == terms


def test_a_good_policy_ships() -> None:
    policy = load()
    assert policy.version
    assert DAY <= policy.consultation_after_closure <= 3650 * DAY
    assert policy.webhook_receipt >= DAY, "LINE redelivers for a while"


def test_a_policy_is_kept_word_for_word(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_text(path.read_text("utf-8") + "# 要綱 第5条\n", "utf-8")
    policy, other = load(path), load(written(tmp_path))
    assert policy.content.endswith("# 要綱 第5条\n")
    assert policy.content_hash != other.content_hash
    assert len(policy.content_hash) == 32


@pytest.mark.parametrize("days", ["0", "-1", "3651", "1.5", "14.0", '"14"', "true", "[]", "2026-12-01", None])
@pytest.mark.parametrize("term", DAYS)
def test_a_term_that_is_no_number_of_days_is_refused_by_name(
    tmp_path: Path, term: str, days: str | None
) -> None:
    with pytest.raises(InvalidPolicy, match=f"{term} must be whole days") as refused:
        load(written(tmp_path, **{term: days}))
    assert days is None or days not in str(refused.value).replace("3650", "").replace("from 1 to", "")


@pytest.mark.parametrize("hours", ["0", "-1", "721", "47.5", '"48"', "false", None])
def test_a_pause_that_is_no_number_of_hours_is_refused(tmp_path: Path, hours: str | None) -> None:
    with pytest.raises(InvalidPolicy, match="pause_hours must be whole hours"):
        load(written(tmp_path, pause_hours=hours))


@pytest.mark.parametrize("notice", ["30", "31"])
def test_a_silence_is_announced_before_it_is_over(tmp_path: Path, notice: str) -> None:
    with pytest.raises(InvalidPolicy, match="silence_notice_days must be fewer"):
        load(written(tmp_path, silence_notice_days=notice))


@pytest.mark.parametrize("version", ['""', '"  "', "3", None, f'"{"x" * 65}"'])
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
