"""The settings: read once, checked whole, refused in one sentence that names the setting and never its value."""

import logging
import os
import re
from pathlib import Path

import pytest

from settings import Settings
from storage.database import Database
from storage.environment import InvalidSetting
from storage.vault import VaultPlace

SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
LEAST = {"LINE_CHANNEL_SECRET": SECRET}

REFUSED = {
    "LINE_CHANNEL_SECRET": [
        "",
        "  ",
        "short",
        "your_channel_secret",
        "CHANGEME",
        "change-me",
        "placeholder",
        "x" * 15,
        "全角の文字でできた秘密のことばです",
    ],
    "LINE_CHANNEL_ACCESS_TOKEN": [
        "changeme",
        "dummy",
        "two lines\nof a token",
        "全角の文字でできた秘密のことばです",
    ],
    "PORT": ["0", "65536", "-1", "8000.0", "web", "1e3"],
    "PUBLIC_ORIGIN": [
        "hidamari.example.jp",
        "ftp://hidamari.example.jp",
        "https://",
        "https://a.jp/?q=1",
        "https://a.jp/#x",
        "https://[a.jp",
    ],
    "LINE_API_ORIGIN": ["api.line.me", "//api.line.me", "file:///etc/passwd", "http://[::1"],
    "DATABASE_URL": [
        "mysql://canary@db/x",
        "hidamari.db",
        "sqlite://",
        "sqlite:/hidamari.db",
        "sqlite:///",
        "postgresql://town:canary/hidamari",
        "postgres://town@db:canary/x",
    ],
    "LANES": ["walk", "talk;room", ",", "talk,walk"],
    "LOCAL_NUMBERS": ["nowhere.toml", ".", "n" * 300],
    "RETENTION_POLICY": ["nowhere.toml", "."],
    "TIMEZONE": ["Asia/Edo", "../etc/passwd", "/etc/localtime", "JST+9", "Asia"],
    "SLOW_CLIENT_SECONDS": ["0", "121", "-1", "1.5", "soon"],
    "TRUSTED_PROXIES": ["proxy.example.jp", "10.0.0.1/24", "10.0.0.1,", "*", "none, 10.0.0.1", "10.0.0.0/33"],
    "LOG_LEVEL": ["DEBUG", "debug", "NOTSET", "loud", "10"],
}


NAMES = re.compile(r"\b[A-Z]+(?:_[A-Z]+)+\b", re.ASCII)
"""Those of settings, in a sentence of either language."""


def refusal(environment: dict[str, str]) -> str:
    with pytest.raises(InvalidSetting) as refused:
        Settings.from_env(environment)
    told = str(refused.value)
    assert told.count("\n") == 0
    assert told.endswith(".")
    ja = refused.value.ja
    assert ja.endswith("。")
    assert "\n" not in ja
    assert set(NAMES.findall(ja)) == set(NAMES.findall(told))
    return told


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in REFUSED.items() for value in values]
)
def test_an_unusable_value_is_refused_in_one_sentence_that_is_the_same_for_every_value(
    name: str, value: str
) -> None:
    """So it names the setting, and cannot quote what may be a secret."""
    told = refusal(LEAST | {name: value})
    assert name in told
    assert told == refusal(LEAST | {name: REFUSED[name][0]})


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_a_file_with_an_unusable_value_is_refused_alike(name: str, tmp_path: Path) -> None:
    path = tmp_path / "setting"
    path.write_text(REFUSED[name][-1], "utf-8")
    environment = {key: value for key, value in LEAST.items() if key != name}
    assert name in refusal(environment | {f"{name}_FILE": str(path)})


def test_without_a_channel_secret_nothing_starts() -> None:
    """Without it anybody could sign webhooks. There is no switch that turns the check off."""
    assert "LINE_CHANNEL_SECRET" in refusal({})
    assert "LINE_CHANNEL_SECRET" in refusal({"LINE_CHANNEL_SECRET": ""})


def test_the_defaults_are_a_local_trial() -> None:
    settings = Settings.from_env(LEAST)
    assert (settings.host, settings.port, settings.public_origin) == (
        "127.0.0.1",
        8000,
        "http://127.0.0.1:8000",
    )
    assert settings.database_url == "sqlite:///data/hidamari.db"
    assert (settings.kek_file, settings.keys_dir) == (Path("data/keys/kek"), Path("data/keys"))
    assert (settings.backup_dir, settings.shred_table) == (None, Path("data/shred-table.json"))
    assert settings.line_api_origin is None
    assert settings.lanes <= {"talk", "room"}
    assert "talk" in settings.lanes
    assert (settings.timezone.key, settings.log_level) == ("Asia/Tokyo", logging.INFO)
    assert settings.retention_policy.version


def test_everything_can_be_set(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    shipped = (Path(__file__).parents[1] / "retention" / "default_policy.toml").read_text("utf-8")
    policy.write_text(shipped.replace('"default-4"', '"town"'), "utf-8")
    settings = Settings.from_env(
        {
            "HOST": "0.0.0.0",
            "PORT": " 9000 ",
            "PUBLIC_ORIGIN": "https://hidamari.example.jp/",
            "DATA_DIR": str(tmp_path),
            "BACKUP_DIR": "/mnt/backup",
            "DATABASE_URL": "postgres://town@db/hidamari",
            "KEK_FILE": "/mnt/kek/kek",
            "LINE_CHANNEL_SECRET": SECRET,
            "LINE_CHANNEL_ACCESS_TOKEN": "a-channel-access-token",
            "LINE_CHANNEL_ID": "1657000000",
            "LINE_API_ORIGIN": "http://127.0.0.1:8000/simulator/line/",
            "LANES": "room, talk",
            "RETENTION_POLICY": str(policy),
            "TIMEZONE": "UTC",
            "LOG_LEVEL": "warning",
            "TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/24, fd00::/8",
        }
    )
    assert (settings.host, settings.port, settings.public_origin) == (
        "0.0.0.0",
        9000,
        "https://hidamari.example.jp",
    )
    assert settings.database_url == "postgresql+psycopg://town@db/hidamari"
    assert (settings.data_dir, settings.kek_file) == (tmp_path, Path("/mnt/kek/kek"))
    assert settings.backup_dir == Path("/mnt/backup")
    assert settings.shred_table == Path("/mnt/backup/shred-table.json")
    assert (settings.line_channel_access_token, settings.line_channel_id) == (
        "a-channel-access-token",
        "1657000000",
    )
    assert settings.line_api_origin == "http://127.0.0.1:8000/simulator/line"
    assert settings.lanes == {"talk", "room"}
    assert [str(one) for one in settings.trusted_proxies] == ["127.0.0.1/32", "10.0.0.0/24", "fd00::/8"]
    assert settings.retention_policy.version == "town"
    assert (settings.timezone.key, settings.log_level) == ("UTC", logging.WARNING)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_each_spelling_of_postgresql_is_one(scheme: str) -> None:
    assert (
        Settings.from_env(LEAST | {"DATABASE_URL": f"{scheme}://db/x"}).database_url
        == "postgresql+psycopg://db/x"
    )


def test_an_empty_value_is_the_default() -> None:
    emptied = {name: "" for name in REFUSED if name != "LINE_CHANNEL_SECRET"}
    assert Settings.from_env(LEAST | emptied) == Settings.from_env(LEAST)


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text(f"{SECRET}\n", "utf-8")
    assert Settings.from_env({"LINE_CHANNEL_SECRET_FILE": str(path)}).line_channel_secret == SECRET
    told = refusal(LEAST | {"LINE_CHANNEL_SECRET_FILE": str(path)})
    assert told == "Set LINE_CHANNEL_SECRET or LINE_CHANNEL_SECRET_FILE, not both."
    path.write_bytes(b"\xff\xfe")
    for unreadable in (path, tmp_path, tmp_path / "missing"):
        told = refusal({"LINE_CHANNEL_SECRET_FILE": str(unreadable)})
        assert "LINE_CHANNEL_SECRET_FILE" in told
        assert str(unreadable) not in told


def test_the_environment_stands_above_a_dotenv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in set(os.environ) & {"HOST", "PORT", "DATA_DIR", "LINE_CHANNEL_SECRET"}:
        monkeypatch.delenv(name)
    with pytest.raises(InvalidSetting):
        Settings.from_env()
    lines = [
        "# of this town",
        "",
        f"LINE_CHANNEL_SECRET='{SECRET}'",
        'export HOST="0.0.0.0"',
        "PORT = 9000",
        "nonsense",
    ]
    (tmp_path / ".env").write_text("\n".join(lines), "utf-8")
    monkeypatch.setenv("PORT", "9001")
    settings = Settings.from_env()
    assert (settings.line_channel_secret, settings.host, settings.port) == (SECRET, "0.0.0.0", 9001)
    assert Settings.from_env(LEAST).host == "127.0.0.1"


def test_whoever_sends_needs_a_way_to_send() -> None:
    with pytest.raises(InvalidSetting, match="LINE_CHANNEL_ID"):
        Settings.from_env(LEAST).require_line()
    for way in ("LINE_CHANNEL_ID", "LINE_CHANNEL_ACCESS_TOKEN"):
        Settings.from_env(LEAST | {way: "1657000000165700"}).require_line()


def test_settings_print_no_secret() -> None:
    secret = {
        "LINE_CHANNEL_ACCESS_TOKEN": "canary-in-an-access-token",
        "DATABASE_URL": "postgresql://town:canary-word@db/x",
    }
    assert not any(word in repr(Settings.from_env(LEAST | secret)) for word in (SECRET, "canary"))


def test_vault_may_hold_the_kek(tmp_path: Path) -> None:
    held = {
        "KEK_VAULT_ADDRESS": "https://vault.example.jp:8200/",
        "KEK_VAULT_TOKEN_FILE": str(tmp_path / "token"),
        "KEK_VAULT_KEY": "hidamari",
    }
    assert Settings.from_env(LEAST).kek == Path("data/keys/kek")
    place = VaultPlace("https://vault.example.jp:8200", tmp_path / "token", "transit", "hidamari")
    assert Settings.from_env(LEAST | held).kek == place
    for name in held:
        without = {key: value for key, value in held.items() if key != name}
        assert name in refusal(LEAST | without)
    assert "KEK_VAULT_ADDRESS" in refusal(LEAST | held | {"KEK_VAULT_ADDRESS": "http://vault.example.jp"})
    assert "KEK_VAULT_KEY" in refusal(LEAST | held | {"KEK_VAULT_KEY": "../sys/seal"})
    assert "KEK_FILE" in refusal(LEAST | held | {"KEK_FILE": str(tmp_path / "kek")})
    assert "KEK_VAULT_CA_FILE" in refusal(LEAST | held | {"KEK_VAULT_CA_FILE": str(tmp_path / "none")})


@pytest.mark.parametrize(
    "place",
    [
        "db/x",
        "db:5432/x",
        "/x",
        "",
        "town@db/x",
        "town:ca/na:ry@db:5432/x?sslmode=verify-full",
        "t:c@[::1]:5432/x",
        "t:c@/x",
        "town:canary@/x?host=/run/postgresql:5432",
    ],
)
def test_a_database_is_named_in_every_way_that_its_driver_takes(place: str) -> None:
    made = Settings.from_env(LEAST | {"DATABASE_URL": f"postgresql://{place}"}).database_url
    assert made == f"postgresql+psycopg://{place}"
    Database(made).engine.dispose()
