"""`doctor` against the fake LINE: a town that is ready passes, and each thing that is wrong is named once."""

import datetime as dt
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import delete

from bot.channel import Credentials, LineChannel
from bot.menu_publishing import publish
from bot.menus import Menu
from bot.menus import menus as drawn_menus
from bot.rich_menu import LineShelf
from handlers.commands.doctor import BY_HAND, diagnosed
from handlers.commands.doctor.finding import Finding
from settings import Settings
from simulator.app import create_simulator
from simulator.platform import Platform
from simulator.rehearsal import serve
from storage import backup, hours, policies, second_factor, seed
from storage.hours import desk_hours
from tests.cast import CHANNEL_ID, SECRET, TOKEN, Town
from tests.harness.shell import ROOT, Shell

NUMBERS = ROOT / "simulator" / "local-numbers.toml"
ORIGIN = "http://127.0.0.1:1"
on_sqlite = pytest.mark.parametrize("town", ["sqlite"], indirect=True)
"""What is asked of LINE is the same on every database."""


def milliseconds() -> int:
    return time.time_ns() // 1_000_000


@cache
def drawn() -> tuple[Menu, ...]:
    return drawn_menus()


class Surgery:
    """A furnished town at a fake LINE, and what `doctor` says of it."""

    def __init__(self, town: Town, platform: Platform, line: str) -> None:
        self.town, self.platform = town, platform
        town.environment |= {
            "LINE_API_ORIGIN": f"{line}/line",
            "PUBLIC_ORIGIN": ORIGIN,
            "LOCAL_NUMBERS": str(NUMBERS),
        }
        with town.database.transaction() as connection:
            seed.furnish(connection)

    def settings(self, **environment: str) -> Settings:
        return self.town.but(**environment)

    def findings(self, now: Callable[[], int] = milliseconds, **environment: str) -> Iterator[Finding]:
        """One after the other, as far as they are asked for."""
        return diagnosed(self.settings(**environment), now, test_webhook=True)

    def says(self, check: str, now: Callable[[], int] = milliseconds, **environment: str) -> tuple[str, str]:
        """Level and message of one check."""
        found = next(one for one in self.findings(now, **environment) if one.check == check)
        assert found.ok == (found.level != "failure")
        return found.level, found.message

    def publish_menus(self, menus: Sequence[Menu] | None = None) -> None:
        credentials = Credentials(TOKEN, None, SECRET)
        publish(
            LineShelf(LineChannel(self.settings().line_api_origin, credentials, milliseconds)),
            menus or drawn(),
        )


@pytest.fixture
def surgery(town: Town) -> Iterator[Surgery]:
    simulator = create_simulator(
        channel_secret=SECRET,
        callback_url=f"{ORIGIN}/callback",
        access_token=TOKEN,
        channel_id=CHANNEL_ID,
        clock=milliseconds,
        post=lambda _url, _body, _headers: 200,
    )
    with serve(simulator) as origin:
        yield Surgery(town, simulator.platform, origin)


@on_sqlite
def test_a_town_that_is_ready_passes(surgery: Surgery, tmp_path: Path) -> None:
    surgery.publish_menus()
    shell = Shell(tmp_path, "")
    shell.environment |= surgery.town.environment
    told = shell.run("doctor", "--language", "en")
    warned = [line.split()[1] for line in told.splitlines() if line.startswith("warning")]
    assert warned == ["credentials", "second-factor", "backups", "tls"]
    assert "The menu is published in every language.\n" in told
    assert all(one.message in told for one in BY_HAND)
    assert "FAILURE" not in told


@on_sqlite
def test_a_town_that_is_not_ends_with_1_and_tells_no_secret(surgery: Surgery, tmp_path: Path) -> None:
    shell = Shell(tmp_path, "")
    shell.environment |= surgery.town.environment
    code, told = shell.ends("doctor", "--json")
    assert code == 1
    found = json.loads(told)
    assert all(set(one) == {"check", "ok", "level", "message"} for one in found)
    assert [one["check"] for one in found if not one["ok"]] == ["menu"]
    assert not any(secret in told for secret in (SECRET, TOKEN, surgery.platform.bot_id))
    code, told = shell.ends("doctor", "--language", "en", LINE_CHANNEL_SECRET="changeme")
    assert code == 1
    assert told.startswith("FAILURE  settings  LINE_CHANNEL_SECRET is missing")
    assert told.endswith("\n1 to be mended before anybody writes here.\n")


@on_sqlite
def test_each_thing_that_is_wrong_at_line(surgery: Surgery) -> None:
    platform = surgery.platform
    assert surgery.says("webhook-test")[0] == "ok"
    platform.chat_mode = "chat"
    assert surgery.says("chat")[0] == "failure"
    platform.chat_mode = "bot"
    assert surgery.says("chat")[0] == "ok"
    platform.webhooks.active = False
    assert "messages are lost" in surgery.says("webhook")[1]
    platform.webhooks.active, platform.webhooks.callback_url = True, "https://elsewhere.example/callback"
    assert surgery.says("webhook") == (
        "failure",
        f"LINE calls another address: enter {ORIGIN}/callback in the LINE Developers console.",
    )
    platform.webhooks.callback_url = f"{ORIGIN}/callback"
    platform.faults.refuse(404, path="/webhook/endpoint")
    assert "LINE knows no webhook" in surgery.says("webhook")[1]
    assert "refuses the credentials" in surgery.says("line", LINE_CHANNEL_ACCESS_TOKEN="another-token")[1]
    assert "can't be reached" in surgery.says("line", LINE_API_ORIGIN="http://127.0.0.1:1")[1]
    platform.faults.rate_limit(path="/info")
    assert "try again in a minute" in surgery.says("line")[1]
    platform.faults.refuse(500, path="/quota")
    assert surgery.says("quota")[0] == "failure"
    platform.faults.empty_answer(path="/info")
    assert surgery.says("line")[0] == "failure"


@on_sqlite
def test_without_credentials_line_is_not_asked(surgery: Surgery) -> None:
    assert surgery.says("credentials", LINE_CHANNEL_ACCESS_TOKEN="")[0] == "failure"
    found = {one.check for one in surgery.findings(LINE_CHANNEL_ACCESS_TOKEN="")}
    assert not found & {"line", "quota", "menu"}
    assert surgery.platform.calls.all() == []


@on_sqlite
def test_a_webhook_that_is_not_answered_well(town: Town) -> None:
    simulator = create_simulator(
        channel_secret=SECRET, callback_url=f"{ORIGIN}/callback", access_token=TOKEN, clock=milliseconds,
        post=lambda _url, _body, _headers: 502,
    )  # fmt: skip
    with serve(simulator) as origin:
        assert "no good answer" in Surgery(town, simulator.platform, origin).says("webhook-test")[1]


@on_sqlite
@pytest.mark.parametrize(
    ("used", "level", "words"),
    [
        (79, "ok", "79 of 100"),
        (80, "warning", "80 %"),
        (95, "warning", "95 %"),
        (100, "failure", "next month"),
    ],
)
def test_the_quota_warns_before_it_is_spent(surgery: Surgery, used: int, level: str, words: str) -> None:
    surgery.platform.quota.limit = 100
    surgery.platform.quota.use(used, milliseconds())
    found = surgery.says("quota")
    assert found[0] == level
    assert words in found[1]


@on_sqlite
@pytest.mark.parametrize(
    ("seconds", "level"), [(0, "ok"), (-20, "warning"), (20, "warning"), (-90, "failure"), (90, "failure")]
)
def test_a_clock_that_is_wrong(surgery: Surgery, seconds: int, level: str) -> None:
    assert surgery.says("clock", lambda: milliseconds() + seconds * 1000)[0] == level


@on_sqlite
def test_menus_of_another_version(surgery: Surgery) -> None:
    surgery.publish_menus(
        [replace(menu, made=menu.made | {"name": f"{menu.name[:-12]}{0:012x}"}) for menu in drawn()]
    )
    assert surgery.says("menu") == (
        "warning",
        "Another version of the menu is shown: python app.py richmenu publish",
    )


def test_each_thing_that_is_wrong_here(surgery: Surgery, tmp_path: Path) -> None:
    town = surgery.town
    assert surgery.says("lanes", LANES="room") == (
        "ok",
        "People talk in the room only: no word of theirs passes LINE.",
    )
    assert "and the room beside it" in surgery.says("lanes", LANES="talk,room")[1]
    with town.database.transaction() as connection:
        hours.close(connection, "kurashi", "2020-01-01", "2040-01-01")
        hours.replace(connection, "hataraku", [])
    assert "400 days" in surgery.says("hours-kurashi")[1]
    assert surgery.says("hours-hataraku")[0] == "warning"
    with town.database.transaction() as connection:
        connection.execute(delete(desk_hours))
    assert surgery.says("hours-kurashi")[0] == "failure"
    days = 24 * 3600 * 1000
    assert surgery.says("roster", lambda: milliseconds() + 30 * days)[0] == "warning"
    assert "not valid today" in surgery.says("roster", lambda: milliseconds() + 36 * days)[1]
    assert "clock" in surgery.says("missed-run", lambda: milliseconds() + 2 * days)[1]
    policy = (ROOT / "retention" / "default_policy.toml").read_text("utf-8")
    (tmp_path / "policy.toml").write_text(policy, "utf-8")
    assert surgery.says("retention", RETENTION_POLICY=str(tmp_path / "policy.toml"))[0] == "ok"
    assert "BACKUP_DIR" in surgery.says("disk", BACKUP_DIR=str(tmp_path / "nowhere"))[1]
    town.settings.kek_file.rename(tmp_path / "kek")
    level, message = surgery.says("keys")
    assert (level, "First look whether the disk is mounted" in message) == ("failure", True)
    assert "an older KEK file never" in message
    assert "roster" not in {one.check for one in surgery.findings()}
    assert "init" in surgery.says("disk", DATA_DIR=str(tmp_path / "nowhere"))[1]
    assert "init" in surgery.says("database", DATABASE_URL=f"sqlite:///{tmp_path}/none.db")[1]


@on_sqlite
def test_a_policy_that_was_changed_without_a_new_version(surgery: Surgery, tmp_path: Path) -> None:
    town, changed = surgery.town, tmp_path / "policy.toml"
    policy = town.settings.retention_policy
    policies.open_with(town.database, town.keys, policy.version, policy.content, now=town.clock())
    changed.write_text(policy.content.replace("= 14", "= 15"), "utf-8")
    assert "without a new version" in surgery.says("retention", RETENTION_POLICY=str(changed))[1]


@on_sqlite
def test_the_citys_own_numbers(surgery: Surgery, tmp_path: Path) -> None:
    (tmp_path / "none.toml").write_text("", "utf-8")
    level, message = surgery.says("numbers", LOCAL_NUMBERS=str(tmp_path / "none.toml"))
    assert level == "failure"
    assert "city-sogi" in message
    (tmp_path / "broken.toml").write_text("[[line]", "utf-8")
    assert surgery.says("numbers", LOCAL_NUMBERS=str(tmp_path / "broken.toml"))[0] == "failure"
    in_ten_years = int(dt.datetime(2036, 11, 21, tzinfo=dt.UTC).timestamp()) * 1000
    level, message = surgery.says("numbers-due", lambda: in_ten_years)
    assert level == "warning"
    assert "city-women" in message


@on_sqlite
def test_a_night_without_a_backup_is_told(surgery: Surgery, tmp_path: Path) -> None:
    town, folder = surgery.town, tmp_path / "backups"
    folder.mkdir()
    assert "BACKUP_DIR is not set" in surgery.says("backups")[1]
    assert surgery.says("backups", BACKUP_DIR=str(folder))[0] == "warning"
    written = milliseconds()
    backup.write(town.database, town.keys, folder, town.settings.shred_table, now=written)
    assert surgery.says("backups", BACKUP_DIR=str(folder))[0] == "ok"
    later = surgery.says("backups", lambda: written + 37 * 3600 * 1000, BACKUP_DIR=str(folder))
    assert (later[0], "one was missed" in later[1]) == ("warning", True)
    year = 365 * 24 * 3600 * 1000
    backup.write(town.database, town.keys, folder, town.settings.shred_table, now=written + year)
    ahead = surgery.says("backups", BACKUP_DIR=str(folder))
    assert (ahead[0], "of a time still to come" in ahead[1]) == ("warning", True)
    assert surgery.says("backups", BACKUP_DIR=str(folder / ("x" * 300)))[0] in ("warning", "failure")


@on_sqlite
def test_a_proxy_that_nobody_believes_is_told(surgery: Surgery) -> None:
    """Guessing would be slowed for each account only. Nothing is said where there is no proxy, in a trial."""
    assert "proxy" not in {one.check for one in surgery.findings()}
    outside = "https://127.0.0.1:1"
    assert surgery.says("proxy", PUBLIC_ORIGIN=outside)[0] == "warning"
    assert surgery.says("proxy", PUBLIC_ORIGIN=outside, TRUSTED_PROXIES="127.0.0.1")[0] == "ok"


@on_sqlite
def test_a_second_factor_is_advised_until_it_is_demanded(surgery: Surgery) -> None:
    """A warning at most: an office may have nobody with a telephone for work, or a USB key."""
    town = surgery.town
    level, told = surgery.says("second-factor")
    assert (level, "0 of 3 people have a second factor" in told) == ("warning", True)
    with town.database.transaction() as connection:
        second_factor.demand(connection, True, by=b"k" * 16, now=town.clock())
    assert surgery.says("second-factor")[0] == "ok"
