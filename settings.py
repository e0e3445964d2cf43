"""Settings from the environment, or from a `.env` file beside this one; the only module that reads either.

Every name may also be given as NAME_FILE, a path to a file with the value. A value that can't be used stops the start with
one sentence that names the setting and not its value. The names are part of the contract: docs/operations.md.
"""

import ipaddress
import logging
import os
import re
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from retention.policy import InvalidPolicy, RetentionPolicy
from retention.policy import load as load_policy
from storage.refusal import Refusal
from storage.vault import VaultPlace

_PLACEHOLDERS = {"changeme", "change-me", "secret", "your_channel_secret", "xxx", "dummy", "placeholder"}
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_HERE = ("127.0.0.1", "::1", "localhost")
_LANES = frozenset({"talk", "room"})


LARGEST_MB = {"image": 10, "audio": 25, "video": 25, "file": 10}
"""What a resident may send, by kind of message, in megabytes of 1,000,000 bytes."""


class InvalidSetting(Refusal, ValueError):
    """One sentence for the operator."""


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
        read = _Reader(_with_dotenv(os.environ) if environment is None else environment)
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
            retention_policy=read.policy("RETENTION_POLICY"),
            timezone=read.timezone("TIMEZONE"),
            log_level=read.log_level("LOG_LEVEL"),
            trusted_proxies=read.networks("TRUSTED_PROXIES"),
            slow_client_seconds=read.seconds("SLOW_CLIENT_SECONDS", 30),
        )

    def require_line(self) -> None:
        """Raises `InvalidSetting` unless there is a way to send: a token, or a channel id for stateless tokens."""
        if not (self.line_channel_access_token or self.line_channel_id):
            raise InvalidSetting(
                "Set LINE_CHANNEL_ID (better) or LINE_CHANNEL_ACCESS_TOKEN: without one nothing can be sent."
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


class _Reader:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def text(self, name: str) -> str | None:
        direct, file = self._environment.get(name), self._environment.get(f"{name}_FILE")
        if direct is not None and file is not None:
            raise InvalidSetting(f"Set {name} or {name}_FILE, not both.")
        if file is None:
            return direct.strip() or None if direct is not None else None
        try:
            return Path(file).read_text("utf-8").strip() or None
        except (OSError, UnicodeDecodeError) as error:
            raise InvalidSetting(f"The file that {name}_FILE names can't be read.") from error

    def secret(self, name: str) -> str:
        value = self.text(name)
        if value is None or value.lower() in _PLACEHOLDERS or len(value) < 16 or not value.isascii():
            raise InvalidSetting(
                f"{name} is missing, a placeholder or too short: copy it from the LINE Developers console."
            )
        return value

    def token(self, name: str) -> str | None:
        value = self.text(name)
        if value is not None and (value.lower() in _PLACEHOLDERS or not _fits_a_header(value)):
            raise InvalidSetting(
                f"{name} is a placeholder or no token: copy it from the LINE Developers console."
            )
        return value

    def basic_id(self, name: str) -> str | None:
        value = self.text(name)
        if value is not None and not re.fullmatch(r"@[a-z0-9._-]{1,30}", value):
            raise InvalidSetting(f"{name} must look like @123abcde, as the LINE account manager shows it.")
        return value

    def port(self, name: str, default: int) -> int:
        value = self.text(name)
        if value is None:
            return default
        if not value.isdecimal() or not 1 <= int(value) <= 65535:
            raise InvalidSetting(f"{name} must be a port number from 1 to 65535.")
        return int(value)

    def megabytes(self, name: str, default: int) -> int:
        value = self.text(name)
        if value is None:
            return default * 1_000_000
        if not value.isdecimal() or not 1 <= int(value) <= 200:
            raise InvalidSetting(f"{name} must be a whole number of megabytes from 1 to 200.")
        return int(value) * 1_000_000

    def seconds(self, name: str, default: int) -> int:
        value = self.text(name)
        if value is None:
            return default
        if not value.isdecimal() or not 1 <= int(value) <= 120:
            raise InvalidSetting(f"{name} must be a whole number of seconds from 1 to 120.")
        return int(value)

    def path(self, name: str) -> Path | None:
        value = self.text(name)
        if value is not None and not Path(value).is_file():
            raise InvalidSetting(f"{name} must name a file that is there.")
        return Path(value) if value else None

    def origin(self, name: str) -> str | None:
        value = self.text(name)
        if value is None:
            return None
        try:
            parts = urlsplit(value)
        except ValueError as error:
            raise InvalidSetting(f"{name} must look like https://example.jp.") from error
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise InvalidSetting(f"{name} must look like https://example.jp.")
        return value.rstrip("/")

    def vault(self, name: str) -> VaultPlace | None:
        """From NAME_ADDRESS, NAME_TOKEN_FILE, NAME_KEY, NAME_MOUNT and NAME_CA_FILE; plain http only to this machine."""
        address = self.origin(f"{name}_ADDRESS")
        token_file, key = self.text(f"{name}_TOKEN_FILE"), self.text(f"{name}_KEY")
        mount, ca_file = self.text(f"{name}_MOUNT") or "transit", self.path(f"{name}_CA_FILE")
        if address is None:
            if token_file or key:
                raise InvalidSetting(
                    f"{name}_ADDRESS is missing: without it the KEK would be made in a file."
                )
            return None
        if self.text("KEK_FILE"):
            raise InvalidSetting(f"Set KEK_FILE or {name}_ADDRESS, not both: one of them holds the KEK.")
        if urlsplit(address).scheme == "http" and urlsplit(address).hostname not in _HERE:
            raise InvalidSetting(f"{name}_ADDRESS must begin with https:// unless it is on this machine.")
        if token_file is None or key is None:
            raise InvalidSetting(f"{name}_ADDRESS needs {name}_TOKEN_FILE and {name}_KEY beside it.")
        if not re.fullmatch(r"[\w-]+", key) or not re.fullmatch(r"[\w/-]+", mount):
            raise InvalidSetting(f"{name}_KEY and {name}_MOUNT must be names of letters, digits, _ and -.")
        return VaultPlace(address, Path(token_file), mount, key, ca_file)

    def database(self, name: str) -> str | None:
        value = self.text(name)
        if value is None or value.startswith("sqlite:///"):
            return value
        for prefix in ("postgresql+psycopg://", "postgresql://", "postgres://"):
            if value.startswith(prefix):
                return "postgresql+psycopg://" + value.removeprefix(prefix)
        raise InvalidSetting(f"{name} must begin with sqlite:/// or postgresql://.")

    def lanes(self, name: str) -> frozenset[str]:
        lanes = frozenset(part.strip() for part in (self.text(name) or "talk").split(",") if part.strip())
        if not lanes or not lanes <= _LANES:
            raise InvalidSetting(f"{name} must be talk, room, or both with a comma between.")
        return lanes

    def policy(self, name: str) -> RetentionPolicy:
        value = self.text(name)
        try:
            return load_policy(Path(value) if value else None)
        except InvalidPolicy as error:
            raise InvalidSetting(f"{name}: {error}") from error

    def timezone(self, name: str) -> zoneinfo.ZoneInfo:
        try:
            return zoneinfo.ZoneInfo(self.text(name) or "Asia/Tokyo")
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise InvalidSetting(f"{name} must be the name of a time zone, such as Asia/Tokyo.") from error

    def networks(self, name: str) -> tuple[Network, ...]:
        value = self.text(name) or "none"
        try:
            parts = [] if value.lower() == "none" else value.split(",")
            return tuple(ipaddress.ip_network(part.strip()) for part in parts)
        except ValueError as error:
            raise InvalidSetting(
                f"{name} must be none, or addresses or networks such as 10.0.0.0/24 with commas between."
            ) from error

    def log_level(self, name: str) -> int:
        level = logging.getLevelNamesMapping().get((self.text(name) or "INFO").upper())
        if level is None or level < logging.INFO:
            # Below INFO the libraries log what they send and receive.
            raise InvalidSetting(f"{name} must be INFO, WARNING or ERROR.")
        return level


def _fits_a_header(value: str) -> bool:
    return value.isascii() and value.isprintable() and " " not in value


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
