"""The papers a city needs: made by one command of the settings in force, down to every line where a period stands."""

import datetime as dt
import re
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app import cli
from bot.calendar import LAST, Rule
from bot.phrases import LANGUAGES
from handlers.papers import kept, words
from handlers.papers.facts import era_day, times_text
from handlers.papers.writing import PAPERS
from retention.policy import load
from storage import second_factor
from tests.cast import Town, colleague
from tests.cast import town as town

SQLITE = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
WITH_TABLE = ("youkou", "itaku", "privacy", "gikai")
TERMS = [term for term in load().terms() if term != "version"]
OTHERS = {term: 611 + number for number, term in enumerate(TERMS)} | {"silence_notice_days": 601}
"""A period of its own for each term, which stands nowhere else."""

OF_A_LAW = re.compile(r"(?:法律?（[^）]*）|法)(?:、?(?:及び)?第\d+条(?:第\d+項)?)+")
"""「法第61条、第62条及び第69条」: articles of a law, and not of the paper."""


def papers(town: Town, folder: Path, *options: str, **environment: str) -> Result:
    return CliRunner(env=town.environment | environment).invoke(cli, ["papers", str(folder), *options])


def made(town: Town, folder: Path, **environment: str) -> dict[str, str]:
    """What people read, by template."""
    done = papers(town, folder, "--replace", **environment)
    assert done.exit_code == 0, done.output
    found = {name: (folder / file).read_text("utf-8") for name, file in PAPERS.items()}
    return {name: shown(html) for name, html in found.items()}


def shown(html: str) -> str:
    html = re.sub(r"<style>.*?</style>|<rp>.*?</rp>|<rt>.*?</rt>", "", html, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", html))


def policy_file(folder: Path, **terms: int) -> str:
    file = folder / "policy.toml"
    lines = [f"{term} = {number}" for term, number in terms.items()]
    file.write_text("\n".join(['version = "まちの版-7"', *lines]), "utf-8")
    return str(file)


@SQLITE
def test_every_period_of_the_policy_stands_in_every_paper_and_changes_with_it(
    town: Town, tmp_path: Path
) -> None:
    before = made(town, tmp_path / "papers")
    after = made(town, tmp_path / "papers", RETENTION_POLICY=policy_file(tmp_path, **OTHERS))
    for name in WITH_TABLE:
        for term, number in OTHERS.items():
            said = re.compile(rf"(?<!\d){number} ?(?:日|時間|days|hours)")
            assert said.search(after[name]), (name, term)
            assert not said.search(before[name]), (name, term)
        assert "まちの版-7" in after[name]
        assert load().version not in after[name]


def test_no_reader_is_kept_from_a_term() -> None:
    """A term that is added to the policy has to be told to everybody."""
    for reader in kept.READERS:
        assert set(TERMS) <= kept.mentioned(reader), reader


@SQLITE
def test_a_paper_says_what_holds_where_it_is_made(town: Town, tmp_path: Path) -> None:
    folder, origin = tmp_path / "papers", "https://kurashi.example.jp"
    both = made(town, folder, LANES="talk,room", PUBLIC_ORIGIN=origin)
    assert "くらしの窓口" in both["youkou"]
    assert f"{origin}/receipt" in both["privacy"]
    assert origin in both["accessibility"]
    apart = made(town, folder, LANES="room")
    assert "LINEを経由しません（LANES=room）" in apart["youkou"]
    assert "トークに書いた文や写真は" not in apart["privacy"]
    assert "端末から端末までの暗号化ではありません" not in apart["gikai"]
    assert "合言葉で入ります" in apart["gikai"]
    with town.database.transaction() as connection:
        second_factor.demand(connection, True, by=colleague("kudo").kid, now=town.clock())
    passing = made(town, folder, LANES="talk")
    assert "合言葉だけでは入れません" in passing["gikai"]
    assert "令和3年4月30日" in passing["youkou"]
    assert "別の画面" not in passing["privacy"]
    assert all("法律上の助言ではありません" in text and "令和" in text for text in passing.values())


@SQLITE
def test_rules_are_counted_through_and_name_no_article_that_is_not_there(town: Town, tmp_path: Path) -> None:
    found = made(town, tmp_path / "papers")
    for name in ("youkou", "itaku"):
        numbers = [int(number) for number in re.findall(r"^第(\d+)条　", found[name], re.MULTILINE)]
        assert numbers == list(range(1, len(numbers) + 1))
        own = OF_A_LAW.sub("", found[name])
        assert {int(number) for number in re.findall(r"第(\d+)条", own)} == set(numbers)


@SQLITE
def test_an_edited_paper_is_not_written_over(town: Town, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    assert papers(town, folder).exit_code == 0
    edited = folder / PAPERS["youkou"]
    edited.write_text("総務課で直したもの", "utf-8")
    refused = papers(town, folder)
    assert refused.exit_code == 1
    assert "--replace" in refused.output
    assert edited.read_text("utf-8") == "総務課で直したもの"
    assert papers(town, folder, "--replace").exit_code == 0
    assert "第1条" in edited.read_text("utf-8")


def test_hours_and_days_are_written_as_an_office_writes_them() -> None:
    rules = [Rule(day, None, 540, 1020) for day in range(5)]
    assert times_text(rules) == ["月曜日から金曜日まで 9:00～17:00"]
    assert times_text([Rule(1, frozenset({1, LAST}), 960, 1560)]) == ["第1・最終火曜日 16:00～翌日2:00"]
    until = Rule(5, None, 600, 720, last_day=dt.date(2027, 3, 31), holidays=True)
    assert times_text([until]) == ["土曜日 10:00～12:00（令和9年3月31日まで）（祝日及び年末年始を含む。）"]
    assert era_day(dt.date(2019, 5, 1)) == "令和元年5月1日"


def test_the_three_languages_say_the_same_things() -> None:
    def shape(words: object) -> object:
        match words:
            case dict():
                return {name: shape(one) for name, one in words.items()}
            case list():
                return [shape(one) for one in words]
        return re.findall(r"\{\w+\}", str(words))

    assert shape(words.load("ja")) == shape(words.load("easy")) == shape(words.load("en"))


def test_every_row_is_written_for_each_resident_or_for_none() -> None:
    policy, lanes = load(), ("talk", "room")
    rows = [[row.id for row in kept.table(policy, language, lanes)] for language in LANGUAGES]
    assert rows[0] == rows[1] == rows[2]
    assert set(rows[0]) < {row.id for row in kept.table(policy, "office", lanes)}
