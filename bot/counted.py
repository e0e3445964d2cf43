"""A messenger whose answers are counted: how often it took something, refused it, or is to be asked again. Never what."""

import json
import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

from bot.refusals import DeliveryError
from storage.tallies import Tallies

if TYPE_CHECKING:
    from bot.channel import Channel, Quota

log = logging.getLogger("hidamari.tallies")


class Counted:
    """A `Channel` that does what the one behind it does."""

    def __init__(self, channel: "Channel", tallies: Tallies) -> None:
        self._channel, self._tallies = channel, tallies

    def reply(self, token: str, messages: list[dict[str, Any]]) -> None:
        with self._counting("reply"):
            self._channel.reply(token, messages)

    def push(self, to: str, messages: list[dict[str, Any]], *, retry_key: str, quiet: bool = False) -> None:
        with self._counting("push"):
            self._channel.push(to, messages, retry_key=retry_key, quiet=quiet)

    def leave(self, chat_kind: str, chat: str) -> None:
        with self._counting("leave"):
            self._channel.leave(chat_kind, chat)

    def link_menu(self, to: str, language: str) -> None:
        with self._counting("menu"):
            self._channel.link_menu(to, language)

    def quota(self) -> "Quota":
        with self._counting("quota"):
            return self._channel.quota()

    @contextmanager
    def content(self, message_id: str) -> Iterator[Iterator[bytes]]:
        """Counted when it begins to come; what breaks off later is not counted twice."""
        with ExitStack() as kept:
            with self._counting("content"):
                pieces = kept.enter_context(self._channel.content(message_id))
            yield pieces

    @contextmanager
    def _counting(self, call: str) -> Iterator[None]:
        try:
            yield
        except DeliveryError as error:
            self._add(f"call.{call}.{'refused' if error.permanent else 'again'}")
            raise
        self._add(f"call.{call}.accepted")

    def _add(self, name: str) -> None:
        """A disk that takes nothing more must not keep anybody's answer back; that it does so is in the log."""
        try:
            self._tallies.add({name: 1})
        except OSError as error:
            log.warning(json.dumps({"not_counted": name, "failed": type(error).__name__}))
