"""Hours, closures and notices as an operator sets them; what can't be used is refused whole, in one sentence."""

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner

from app import cli
from bot.calendar import LAST, Rule
from handlers.commands.hours_file import Closure, HoursFile, Unreadable, read, written
from storage import hours, seed
from storage.hours import Hours
from tests.cast import Town
from tests.cast import town as town
from tests.harness.shell import ROOT

OFFICE = [Rule(day, None, 540, 1020) for day in range(5)]
EVENING = Rule(1, frozenset({1}), 960, 1140)
SOON = f"{dt.datetime.now(dt.UTC) + dt.timedelta(days=2):%Y-%m-%dT%H:%M+00:00}"
TEXTS = (
    "--ja",
    "大雪でお休みします。",
    "--easy",
    "雪(ゆき)で 休(やす)みです。",
    "--en",
    "Closed because of snow.",
)


class Prompt:
    """Types `python app.py …` in a town, without a process for each line."""

    def __init__(self, town: Town) -> None:
        self._runner = CliRunner(env=town.environment)

    def run(self, *line: str) -> str:
        done = self._runner.invoke(cli, line, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    def refused(self, *line: str) -> str:
        done = self._runner.invoke(cli, line, catch_exceptions=False)
        assert done.exit_code in (1, 2), done.output
        return done.output


@pytest.fixture
def there(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Prompt:
    """A town whose desks have the demo's hours."""
    monkeypatch.chdir(tmp_path)
    with town.database.transaction() as connection:
        seed.furnish(connection)
    return Prompt(town)


def stored(town: Town) -> tuple[dict[str, list[Hours]], list[tuple[str | None, str, str]], list[str]]:
    """Hours, closures and notices as they lie in the database."""
    with town.database.reading() as connection:
        closed = [
            (one.desk, one.first_day, one.last_day) for one in hours.closed(connection, since="2000-01-01")
        ]
        return hours.all_of(connection), closed, [one.ja for one in hours.announced(connection, since=0)]


def test_hours_are_loaded_shown_and_loaded_again(town: Town, there: Prompt, tmp_path: Path) -> None:
    (tmp_path / "hours.toml").write_text(
        """
        [desks.kurashi]
        hours = [
          { days = "mon-fri", opens = "09:00", closes = "17:00" },
          { days = "火", nth = [1], opens = "17:00", closes = "20:00", last_day = 2027-03-31 },
        ]
        [[closures]]
        first_day = 2036-12-24
        """,
        "utf-8",
    )
    assert "kurashi" in there.run("hours", "load", "hours.toml")
    shown = there.run("hours", "show")
    assert "  mon-fri          09:00–17:00\n" in shown
    assert "  1st tue          17:00–20:00   – 2027-03-31\n" in shown
    assert "  1  every desk  2036-12-24" in shown
    assert "  2nd" not in shown
    assert "wed              10:00–15:00" in shown
    before = stored(town)
    (tmp_path / "again.toml").write_text(there.run("hours", "show", "--toml"), "utf-8")
    there.run("hours", "load", "again.toml")
    assert stored(town) == before


def test_what_is_wrong_anywhere_changes_nothing(town: Town, there: Prompt, tmp_path: Path) -> None:
    before = stored(town)
    good = "[desks.kurashi]\nhours = []\n"
    (tmp_path / "late.toml").write_text(good + "[[closures]]\nfirst_day = 2026-13-01\n", "utf-8")
    (tmp_path / "desk.toml").write_text(
        good + '[[closures]]\ndesk = "nix"\nfirst_day = 2026-12-24\n', "utf-8"
    )
    assert "Nothing was changed" in there.refused("hours", "load", "late.toml")
    assert there.refused("hours", "load", "late.toml").startswith("ファイルを、TOMLとして読めません（")
    assert "no desk nix; there are: kurashi, hataraku" in there.refused("hours", "load", "desk.toml")
    assert "can't be read" in there.refused("hours", "load", "missing.toml")
    assert "no desk nix" in there.refused("hours", "close", "2026-12-24", "--desk", "nix")
    assert "before" in there.refused("hours", "close", "2026-12-24", "2026-12-23")
    assert "no closure" in there.refused("hours", "reopen", "7")
    notice = ("notice", "set", "--until", SOON, *TEXTS)
    assert "no desk nix" in there.refused(*notice, "--close", "2026-12-24", "--desk", "nix")
    assert "desk" in there.refused(*notice, "--hours", "desk.toml")
    assert stored(town) == before


def test_a_notice_closes_and_tells_in_one_step(town: Town, there: Prompt) -> None:
    there.run("hours", "close", "2036-12-24", "2036-12-25", "--desk", "kurashi")
    there.run("notice", "set", "--until", SOON, *TEXTS, "--close", "2036-11-30/2036-12-02")
    assert stored(town)[1:] == (
        [(None, "2036-11-30", "2036-12-02"), ("kurashi", "2036-12-24", "2036-12-25")],
        ["大雪でお休みします。"],
    )
    shown = there.run("notice", "show")
    assert "Closed because of snow." in shown
    assert "no notice" in there.refused("notice", "clear", "99")
    assert there.run("notice", "clear") == "取り消したお知らせ： 1件。\nNotices taken back: 1.\n"
    assert there.run("notice", "show") == "出ているお知らせはありません。\nNo notice is shown.\n"
    there.run("hours", "reopen", "1")
    assert stored(town)[1] == [(None, "2036-11-30", "2036-12-02")]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        (("--ja", " "), "--ja is empty"),
        (("--en", "a\u200bb"), "--en is empty, or holds what can't be shown"),
        (("--easy", "あ" * 201), "--easy has 201"),
        (("--ja", "相談はお休みです"), "a lock screen would show 「相談」"),
        (("--en", "Our ＤＶ line is closed"), "a lock screen would show 「DV」"),
        (("--until", "2020-01-01T00:00+09:00"), "not past"),
        (("--until", "tomorrow"), "--until must look like"),
        (("--from", "2026-12-24"), "--from needs an offset"),
        (("--close", "24.12."), "--close must look like"),
        (("--close", "2026-12-24/2026-12-23"), "the last day is before the first"),
        (("--desk", "kurashi"), "there is no --close"),
    ],
)
def test_a_notice_that_cannot_be_shown_is_refused(changed: tuple[str, str], words: str) -> None:
    done = CliRunner().invoke(cli, ["notice", "set", "--until", SOON, *TEXTS, *changed])
    assert done.exit_code == 2
    assert words in done.output


def test_words_that_only_look_telling_may_be_said(there: Prompt) -> None:
    there.run("notice", "set", "--until", SOON, *TEXTS, "--en", "Please call in advance.")
    there.run("notice", "set", "--until", SOON, *TEXTS, "--ja", "電車が止まる可能性があります。")


def test_the_example_in_the_documentation_can_be_loaded() -> None:
    text = (ROOT / "docs" / "hours.md").read_text("utf-8")
    example = text.partition("```toml\n[desks.")[2].partition("```")[0]
    found = read(f"[desks.{example}".encode())
    assert EVENING in found.desks["kurashi"]
    assert set(OFFICE) <= set(found.desks["kurashi"])
    assert len(found.closures) == 2


def test_a_file_says_what_it_says() -> None:
    rules = [*OFFICE, EVENING, Rule(5, frozenset({2, LAST}), 1320, 1560, dt.date(2026, 12, 1), None, True)]
    closures = [
        Closure(None, dt.date(2026, 12, 24), dt.date(2026, 12, 25)),
        Closure("b", dt.date(2027, 1, 1), dt.date(2027, 1, 1)),
    ]
    file = HoursFile({"kurashi": rules, "くらし": [EVENING], "c": []}, closures)
    found = read(written(file.desks, file.closures).encode())
    assert {desk: set(rules) for desk, rules in found.desks.items()} == {
        d: set(r) for d, r in file.desks.items()
    }
    assert found.closures == closures


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('days = "mon-fri", opens = "9", closes = "17:00"', 'opens must be a time such as "09:00"'),
        ('days = "mon", opens = 540, closes = "17:00"', "opens must be a time"),
        ('days = "mon", opens = "17:00", closes = "09:00"', "closes must be later"),
        ('days = "mon", opens = "09:00", closes = "48:00"', "within 24 hours"),
        ('days = "mon", opens = "24:30", closes = "25:00"', "opens on its day"),
        ('days = "fri-mon", opens = "09:00", closes = "17:00"', "days must look like"),
        ('days = "", opens = "09:00", closes = "17:00"', "days must look like"),
        ('days = ["mon"], opens = "09:00", closes = "17:00"', "days must look like"),
        ('opens = "09:00", closes = "17:00"', "days must look like"),
        ('days = "mon", nth = [0], opens = "09:00", closes = "17:00"', "nth must be"),
        ('days = "mon", nth = [], opens = "09:00", closes = "17:00"', "nth must be"),
        ('days = "mon", nth = [true], opens = "09:00", closes = "17:00"', "nth must be"),
        ('days = "mon", opens = "09:00", closes = "17:00", holidays = "no"', "holidays must be"),
        ('days = "mon", opens = "09:00", closes = "17:00", day = 1', "there is no 'day'"),
        ('days = "mon", opens = "09:00", closes = "17:00", first_day = 2026-12-01T09:00:00', "must be a day"),
        ('days = "mon", opens = "09:00", closes = "17:00", first_day = "1.12."', "must be a day"),
    ],
)
def test_a_line_that_is_wrong_is_named(line: str, words: str) -> None:
    with pytest.raises(Unreadable, match=r"^desks\.kurashi, line 2 of hours") as refused:
        good = 'days = "sat", opens = "09:00", closes = "12:00"'
        read(f"[desks.kurashi]\nhours = [{{ {good} }}, {{ {line} }}]".encode())
    assert words in str(refused.value)
    assert refused.value.ja.startswith("desks.kurashi の hours の2行めの ")


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff", b"[[", b"desks = 1", b"[desks]\nkurashi = 1", b"[desks.kurashi]", b"[desks.kurashi]\nhours = 1", b"times = []",
     b"[[closures]]", b"[[closures]]\nfirst_day = 2026-12-02\nlast_day = 2026-12-01", b"[[closures]]\ndesk = 1\nfirst_day = 2026-12-02",
     b"closures = [1]", b"[desks.kurashi]\nhours = [1]"],
)  # fmt: skip
def test_what_is_no_such_file_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read(content)
