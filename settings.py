"""Settings from the environment, or from a `.env` file beside this one; the only module that reads either.

Every name may also be given as NAME_FILE, a path to a file with the value. A value that can't be used stops the start with
one sentence that names the setting and not its value. The names are part of the contract: docs/operations.md.
"""

import os
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from retention.policy import InvalidPolicy, RetentionPolicy
from retention.policy import load as load_policy
from storage.environment import Environment, InvalidSetting, Network
from storage.vault import VaultPlace

LARGEST_MB = {"image": 10, "audio": 25, "video": 25, "file": 10}
"""What a resident may send, by kind of message, in megabytes of 1,000,000 bytes."""


@dataclass(frozen=True)
class Settings:
    """Everything that differs from one installation to the next."""

    host: str
    port: int
    public_origin: str
    data_dir: Path
    backup_dir: Path | None
    database_url: str = field(repr=False)
    kek_file: Path
    kek_vault: VaultPlace | None
    """Who holds the KEK instead of the file."""
    line_channel_secret: str = field(repr=False)
    line_channel_access_token: str | None = field(repr=False)
    line_channel_id: str | None
    line_basic_id: str | None
    """The account's name as people add it, "@…"; None where nothing may lead there."""
    line_api_origin: str | None
    lanes: frozenset[str]
    largest_bytes: Mapping[str, int]
    local_numbers: Path | None
    retention_policy: RetentionPolicy
    timezone: zoneinfo.ZoneInfo
    log_level: int
    trusted_proxies: tuple[Network, ...]
    """Whose `X-Forwarded-For` tells where a request comes from. Nobody's, unless it is said."""
    slow_client_seconds: int
    """How long `serve` waits for the head of a request, for a piece of its body, or for somebody to take an answer."""

    @classmethod
    def from_env(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Reads and checks everything. Raises `InvalidSetting`."""
        read = Environment(_with_dotenv(os.environ) if environment is None else environment)
        host, port = read.text("HOST") or "127.0.0.1", read.port("PORT", 8000)
        data_dir = Path(read.text("DATA_DIR") or "./data")
        kek_file, backup_dir = read.text("KEK_FILE"), read.text("BACKUP_DIR")
        return cls(
            host=host,
            port=port,
            public_origin=read.origin("PUBLIC_ORIGIN") or f"http://{host}:{port}",
            data_dir=data_dir,
            backup_dir=Path(backup_dir) if backup_dir else None,
            database_url=read.database("DATABASE_URL") or f"sqlite:///{data_dir / 'hidamari.db'}",
            kek_file=Path(kek_file) if kek_file else data_dir / "keys" / "kek",
            kek_vault=read.vault("KEK_VAULT"),
            line_channel_secret=read.secret("LINE_CHANNEL_SECRET"),
            line_channel_access_token=read.token("LINE_CHANNEL_ACCESS_TOKEN"),
            line_channel_id=read.text("LINE_CHANNEL_ID"),
            line_basic_id=read.basic_id("LINE_BASIC_ID"),
            line_api_origin=read.origin("LINE_API_ORIGIN"),
            lanes=read.lanes("LANES"),
            largest_bytes={
                kind: read.megabytes(f"LARGEST_{kind.upper()}_MB", default)
                for kind, default in LARGEST_MB.items()
            },
            local_numbers=read.path("LOCAL_NUMBERS"),
            retention_policy=_policy(read, "RETENTION_POLICY"),
            timezone=read.timezone("TIMEZONE"),
            log_level=read.log_level("LOG_LEVEL"),
            trusted_proxies=read.networks("TRUSTED_PROXIES"),
            slow_client_seconds=read.seconds("SLOW_CLIENT_SECONDS", 30),
        )

    def require_line(self) -> None:
        """Raises `InvalidSetting` unless there is a way to send: a token, or a channel id for stateless tokens."""
        if not (self.line_channel_access_token or self.line_channel_id):
            raise InvalidSetting(
                "Set LINE_CHANNEL_ID (better) or LINE_CHANNEL_ACCESS_TOKEN: without one nothing can be sent.",
                "LINE_CHANNEL_ID（こちらがおすすめ）か LINE_CHANNEL_ACCESS_TOKEN を入れてください。どちらもないと、何も送れません。",
            )

    @property
    def kek(self) -> Path | VaultPlace:
        """Where the KEK is."""
        return self.kek_vault or self.kek_file

    @property
    def keys_dir(self) -> Path:
        return self.data_dir / "keys"

    @property
    def shred_table(self) -> Path:
        """Where every key rotation leaves the newest table of shred keys for the backups."""
        return (self.backup_dir or self.data_dir) / "shred-table.json"


def _policy(read: Environment, name: str) -> RetentionPolicy:
    value = read.text(name)
    try:
        return load_policy(Path(value) if value else None)
    except InvalidPolicy as error:
        raise InvalidSetting(f"{name}: {error}", f"{name}： {error.ja}") from error


def _with_dotenv(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment over `.env` in the working directory: NAME=value lines, # comments, optional quotes."""
    found: dict[str, str] = {}
    dotenv = Path(".env")
    if dotenv.is_file():
        for line in dotenv.read_text("utf-8").splitlines():
            name, equals, value = line.strip().partition("=")
            if equals and not name.startswith("#"):
                found[name.removeprefix("export ").strip()] = value.strip().strip("\"'")
    return found | dict(environment)
