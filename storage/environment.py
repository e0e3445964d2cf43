"""Values as an environment has them: each is read, or refused in one sentence that names the setting and not its value."""

import ipaddress
import logging
import os.path
import re
import zoneinfo
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from storage.refusal import Refusal
from storage.vault import VaultPlace

_PLACEHOLDERS = {"changeme", "change-me", "secret", "your_channel_secret", "xxx", "dummy", "placeholder"}
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_HERE = ("127.0.0.1", "::1", "localhost")
_LANES = frozenset({"talk", "room"})


class InvalidSetting(Refusal, ValueError):
    """One sentence for the operator, in each language."""


def _must(name: str, sentence: str, ja: str) -> InvalidSetting:
    return InvalidSetting(f"{name} must {sentence}.", f"{name} は、{ja}にしてください。")


class Environment:
    """Each reader raises `InvalidSetting`. A name that is not there is None, or what stands in its place."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def text(self, name: str) -> str | None:
        direct, file = self._environment.get(name), self._environment.get(f"{name}_FILE")
        if direct is not None and file is not None:
            raise InvalidSetting(
                f"Set {name} or {name}_FILE, not both.",
                f"{name} と {name}_FILE は、どちらか一つだけにしてください。",
            )
        if file is None:
            return direct.strip() or None if direct is not None else None
        try:
            return Path(file).read_text("utf-8").strip() or None
        except (OSError, UnicodeDecodeError) as error:
            raise InvalidSetting(
                f"The file that {name}_FILE names can't be read.",
                f"{name}_FILE に書かれたファイルを、読めません。",
            ) from error

    def secret(self, name: str) -> str:
        value = self.text(name)
        if value is None or value.lower() in _PLACEHOLDERS or len(value) < 16 or not value.isascii():
            raise InvalidSetting(
                f"{name} is missing, a placeholder or too short: copy it from the LINE Developers console.",
                f"{name} がないか、見本のままか、短すぎます。LINE Developers コンソールから写してください。",
            )
        return value

    def token(self, name: str) -> str | None:
        value = self.text(name)
        if value is not None and (value.lower() in _PLACEHOLDERS or not _fits_a_header(value)):
            raise InvalidSetting(
                f"{name} is a placeholder or no token: copy it from the LINE Developers console.",
                f"{name} が見本のままか、トークンの形ではありません。LINE Developers コンソールから写してください。",
            )
        return value

    def basic_id(self, name: str) -> str | None:
        value = self.text(name)
        if value is not None and not re.fullmatch(r"@[a-z0-9._-]{1,30}", value):
            raise _must(
                name,
                "look like @123abcde, as the LINE account manager shows it",
                "LINE Official Account Manager にある @123abcde の形",
            )
        return value

    def port(self, name: str, default: int) -> int:
        value = self.text(name)
        if value is None:
            return default
        if not value.isdecimal() or not 1 <= int(value) <= 65535:
            raise _must(name, "be a port number from 1 to 65535", "1から65535までのポート番号")
        return int(value)

    def megabytes(self, name: str, default: int) -> int:
        value = self.text(name)
        if value is None:
            return default * 1_000_000
        if not value.isdecimal() or not 1 <= int(value) <= 200:
            raise _must(
                name, "be a whole number of megabytes from 1 to 200", "1から200までの整数（メガバイト）"
            )
        return int(value) * 1_000_000

    def seconds(self, name: str, default: int) -> int:
        value = self.text(name)
        if value is None:
            return default
        if not value.isdecimal() or not 1 <= int(value) <= 120:
            raise _must(name, "be a whole number of seconds from 1 to 120", "1から120までの整数（秒）")
        return int(value)

    def path(self, name: str) -> Path | None:
        value = self.text(name)
        # That of Path raises where a folder is shut.
        if value is not None and not os.path.isfile(value):
            raise _must(name, "name a file that can be found", "見つけられるファイルの名前")
        return Path(value) if value else None

    def origin(self, name: str) -> str | None:
        value = self.text(name)
        if value is None:
            return None
        unlike = _must(name, "look like https://example.jp", "https://example.jp のような形")
        try:
            parts = urlsplit(value)
        except ValueError as error:
            raise unlike from error
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise unlike
        return value.rstrip("/")

    def vault(self, name: str) -> VaultPlace | None:
        """From NAME_ADDRESS, NAME_TOKEN_FILE, NAME_KEY, NAME_MOUNT and NAME_CA_FILE; plain http only to this machine."""
        address = self.origin(f"{name}_ADDRESS")
        token_file, key = self.text(f"{name}_TOKEN_FILE"), self.text(f"{name}_KEY")
        mount, ca_file = self.text(f"{name}_MOUNT") or "transit", self.path(f"{name}_CA_FILE")
        if address is None:
            if token_file or key:
                raise InvalidSetting(
                    f"{name}_ADDRESS is missing: without it the KEK would be made in a file.",
                    f"{name}_ADDRESS がありません。このままでは、KEKがファイルに作られます。",
                )
            return None
        if self.text("KEK_FILE"):
            raise InvalidSetting(
                f"Set KEK_FILE or {name}_ADDRESS, not both: one of them holds the KEK.",
                f"KEK_FILE と {name}_ADDRESS は、どちらか一つだけにしてください。KEKを預かるのは、そのどちらかです。",
            )
        if urlsplit(address).scheme == "http" and urlsplit(address).hostname not in _HERE:
            raise _must(
                f"{name}_ADDRESS",
                "begin with https:// unless it is on this machine",
                "この機械の中でないかぎり https:// で始まる形",
            )
        if token_file is None or key is None:
            raise InvalidSetting(
                f"{name}_ADDRESS needs {name}_TOKEN_FILE and {name}_KEY beside it.",
                f"{name}_ADDRESS を使うには、{name}_TOKEN_FILE と {name}_KEY も入れてください。",
            )
        if not re.fullmatch(r"[\w-]+", key) or not re.fullmatch(r"[\w/-]+", mount):
            raise InvalidSetting(
                f"{name}_KEY and {name}_MOUNT must be names of letters, digits, _ and -.",
                f"{name}_KEY と {name}_MOUNT は、英数字と _ と - だけの名前にしてください。",
            )
        return VaultPlace(address, Path(token_file), mount, key, ca_file)

    def database(self, name: str) -> str | None:
        value = self.text(name)
        if value is None or (value.startswith("sqlite:///") and value != "sqlite:///"):
            return value
        for prefix in ("postgresql+psycopg://", "postgresql://", "postgres://"):
            if value.startswith(prefix) and _has_usable_port(value.removeprefix(prefix)):
                return "postgresql+psycopg://" + value.removeprefix(prefix)
        raise _must(
            name,
            "be sqlite:/// with the path of a file, or begin with postgresql:// and have a number where the port is, or nothing",
            "sqlite:/// のあとにファイルの場所を書いた形か、postgresql:// で始まり、ポートのところが数字か空の形",
        )

    def lanes(self, name: str) -> frozenset[str]:
        lanes = frozenset(part.strip() for part in (self.text(name) or "talk").split(",") if part.strip())
        if not lanes or not lanes <= _LANES:
            raise _must(
                name,
                "be talk, room, or both with a comma between",
                "talk か room、またはその両方（コンマ区切り）",
            )
        return lanes

    def timezone(self, name: str) -> zoneinfo.ZoneInfo:
        try:
            return zoneinfo.ZoneInfo(self.text(name) or "Asia/Tokyo")
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise _must(
                name, "be the name of a time zone, such as Asia/Tokyo", "Asia/Tokyo のような時間帯の名前"
            ) from error

    def networks(self, name: str) -> tuple[Network, ...]:
        value = self.text(name) or "none"
        try:
            parts = [] if value.lower() == "none" else value.split(",")
            return tuple(ipaddress.ip_network(part.strip()) for part in parts)
        except ValueError as error:
            raise _must(
                name,
                "be none, or addresses or networks such as 10.0.0.0/24 with commas between",
                "none、または 10.0.0.0/24 のようなアドレスやネットワーク（コンマ区切り）",
            ) from error

    def log_level(self, name: str) -> int:
        level = logging.getLevelNamesMapping().get((self.text(name) or "INFO").upper())
        if level is None or level < logging.INFO:
            # Below INFO the libraries log what they send and receive.
            raise _must(name, "be INFO, WARNING or ERROR", "INFO、WARNING、ERROR のどれか")
        return level


def _has_usable_port(place: str) -> bool:
    """`place` is what stands behind `postgresql://`. A password without an "@" behind it stands where the port is."""
    host = re.split("[/?]", place.rpartition("@")[2], maxsplit=1)[0]
    return re.fullmatch(r"[^:]*(:\d*)?|\[.*\](:\d*)?", host) is not None


def _fits_a_header(value: str) -> bool:
    return value.isascii() and value.isprintable() and " " not in value
