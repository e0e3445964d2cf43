"""The fake LINE platform: its state, and everything a resident can do to it.

The platform is LINE, so its memory lies outside the product; it may hold what residents wrote, as LINE does.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

from simulator import events, ids, pictures, transport
from simulator.access_tokens import AccessTokens
from simulator.calls import Calls
from simulator.channel import Channel
from simulator.deliveries import Delivery
from simulator.faults import Faults
from simulator.limits.units import utf16
from simulator.media import TYPES, Media, Medium
from simulator.outcomes import Accepted, Sent
from simulator.quota import Quota
from simulator.reply_tokens import ReplyTokens
from simulator.retry_keys import RetryKeys
from simulator.rich_menus import RichMenus
from simulator.talks import Entry, Group, Resident, Talk
from simulator.taps import offered, picked, tapped
from simulator.transport import Post
from simulator.webhooks import Webhooks

LONGEST_TEXT = 10_000
"""UTF-16 units a resident can type into one message."""


def now_ms() -> int:
    return time.time_ns() // 1_000_000


class Platform:
    """Residents, groups and the channel. Safe to use from several threads; `changed` is notified."""

    def __init__(
        self, channel: Channel, clock: Callable[[], int] = now_ms, post: Post = transport.post
    ) -> None:
        self.channel, self.clock = channel, clock
        self.bot_id = ids.user_id()
        self.chat_mode: Literal["bot", "chat"] = "bot"
        self.changed = threading.Condition()
        self.revision = 0
        self.residents: dict[str, Resident] = {}
        self.groups: dict[str, Group] = {}
        self.accepted: list[Accepted] = []
        self.calls, self.faults, self.media = Calls(), Faults(), Media()
        self.quota, self.reply_tokens, self.retry_keys = Quota(), ReplyTokens(), RetryKeys()
        self.rich_menus = RichMenus()
        self.quote_tokens: set[str] = set()
        self.message_ids = ids.MessageIds()
        self.access_tokens = AccessTokens(channel)
        self.webhooks = Webhooks(
            channel,
            self.bot_id,
            post,
            clock,
            changed=self.changed,
            sending=self._sending,
            attempted=self.touch,
        )
        self._batch: list[dict[str, Any]] | None = None

    # Residents

    def add_resident(self, name: str = "", *, following: bool = False) -> Resident:
        """A new phone; with `following`, one that was a friend before anything was recorded (no event)."""
        with self.changed:
            resident = Resident(ids.user_id(), name=name, following=following)
            self.residents[resident.id] = resident
            self.touch()
            return resident

    def follow(self, user_id: str) -> Sent:
        """Add the account as a friend."""
        return self._befriend(user_id, unblocked=False)

    def unblock(self, user_id: str) -> Sent:
        return self._befriend(user_id, unblocked=True)

    def block(self, user_id: str) -> Sent:
        """Block the account, which LINE reports as unfollow, without a reply token."""
        with self.changed:
            resident = self.residents[user_id]
            resident.following, resident.blocked = False, True
            return self.happen(user_id, "unfollow", token=False)

    def say(self, user_id: str, text: str, *, quoted: str | None = None) -> Sent:
        """Type and send a text; ValueError when it is blank or longer than LINE lets anybody type."""
        if not text.strip() or utf16(text) > LONGEST_TEXT:
            raise ValueError("text is blank or too long")
        return self._write(user_id, lambda id_, quote: events.text(id_, quote, text, quoted=quoted))

    def send_sticker(
        self, user_id: str, sticker_id: str = "52002734", keywords: tuple[str, ...] = ("hello",)
    ) -> Sent:
        return self._write(user_id, lambda id_, quote: events.sticker(id_, quote, sticker_id, list(keywords)))

    def send_media(
        self,
        user_id: str,
        kind: str,
        content: bytes | None = None,
        mimetype: str | None = None,
        name: str = "",
    ) -> Sent:
        """Send an image, video, audio or file (with a `name`); without `content` a small drawing, whatever the kind."""
        medium = Medium(pictures.picture("dawn") if content is None else content, mimetype or TYPES[kind])

        def made(message_id: str, quote: str) -> dict[str, Any]:
            self.media.keep(message_id, medium)
            return events.media(kind, message_id, quote, size=len(medium.content), name=name or "memo.pdf")

        return self._write(user_id, made)

    def send_location(self, user_id: str, title: str = "公園", address: str = "北海道旭川市") -> Sent:
        return self._write(user_id, lambda id_, _: events.location(id_, title, address, 43.7706, 142.3650))

    def unsend(self, user_id: str, message_id: str) -> Sent:
        """Take a message back; KeyError for an unknown one, ValueError for one that is not theirs to take."""
        with self.changed:
            entry = self.residents[user_id].entry(message_id)
            if entry.author != "resident" or entry.unsent or entry.event_id is None:
                raise ValueError("this message cannot be unsent")
            entry.unsent, entry.message = True, {}
            self.media.erase(message_id)
            return self.happen(user_id, "unsend", token=False, unsend={"messageId": message_id})

    def postback(self, user_id: str, data: str, params: dict[str, str] | None = None) -> Sent:
        """The postback event of a tapped button."""
        return self.happen(
            user_id, "postback", postback={"data": data} | ({"params": params} if params else {})
        )

    def tap(
        self, user_id: str, message_id: str, action: dict[str, Any], picked_time: str | None = None
    ) -> Sent | None:
        """Tap a button or chip of a message the bot sent; None when the bot learns nothing of it (a link).

        ValueError when that message offers no such action. A datetimepicker needs `picked_time`.
        """
        with self.changed:
            entry = self.residents[user_id].entry(message_id)
            if entry.author != "office" or action not in offered(entry.message):
                raise ValueError("this message offers no such action")
            return self._act(user_id, action, picked_time)

    def tap_menu(self, user_id: str, area: int, picked_time: str | None = None) -> Sent | None:
        """Tap an area (from 0) of the rich menu they see: as `tap`, or another menu is shown. ValueError for no such area."""
        with self.changed:
            action, switched = self.rich_menus.tap(self.residents[user_id], area)
            return self._act(user_id, action, picked_time, switched)

    # Groups

    def invite(self, user_id: str, *, room: bool = False) -> Group:
        """Invite the account into a new group (or multi-person room): a join event, with a reply token."""
        with self.changed:
            group = Group(ids.room_id() if room else ids.group_id(), inviter=user_id)
            self.groups[group.id] = group
            self.happen(group.id, "join")
            return group

    def say_in_group(self, group_id: str, user_id: str, text: str) -> Sent:
        """Write in a group while the account is in it."""
        if not self.groups[group_id].joined:
            raise ValueError("the account is not in this group")
        return self._write(group_id, lambda id_, quote: events.text(id_, quote, text), author=user_id)

    def leave(self, group_id: str) -> Sent:
        """The account leaves, or is removed."""
        with self.changed:
            self.groups[group_id].joined = False
            return self.happen(group_id, "leave", token=False)

    # What the platform makes of it

    def happen(
        self, talk: str, kind: str, *, token: bool = True, author: str | None = None, **body: Any
    ) -> Sent:
        """Any event of `kind` in a talk, with the common properties; also kinds LINE has not yet invented."""
        with self.changed:
            now = self.clock()
            source = events.user(talk) if talk in self.residents else events.in_group(talk, author)
            reply_token = self.reply_tokens.issue(talk, now) if token else None
            made = events.event(kind, ids.ulid(now), now, source, reply_token=reply_token, **body)
            if self._batch is None:
                self.webhooks.send(talk, [made])
            else:
                self._batch.append(made)
            self.touch()
            return Sent(made["webhookEventId"])

    @contextmanager
    def together(self) -> Iterator[None]:
        """What happens inside goes out as one webhook with several events."""
        batch: list[dict[str, Any]] = []
        self._batch = batch
        try:
            yield
        finally:
            self._batch = None
        if batch:
            self.webhooks.send("together", batch)

    # For tests and pages to look at

    def shown(self, user_id: str) -> list[dict[str, Any]]:
        """The message objects of the bot that this resident (or group) has seen, oldest first."""
        return [m for done in list(self.accepted) if done.to == user_id and done.shown for m in done.messages]

    def shown_texts(self, user_id: str) -> list[str]:
        """The texts among them; other messages by their altText."""
        return [str(m.get("text", m.get("altText", ""))) for m in self.shown(user_id)]

    def last_delivery(self, talk: str | None = None) -> Delivery:
        """The newest webhook (of that talk); LookupError when there is none."""
        for delivery in reversed(self.webhooks.all()):
            if talk is None or delivery.talk == talk:
                return delivery
        raise LookupError("no webhook yet")

    def sign(self, body: bytes) -> str:
        """The signature LINE would put on `body`."""
        return self.webhooks.sign(body)

    def repeat(self, event_id: str) -> int | None:
        """Deliver the same signed bytes again, now; the status, None without an answer."""
        return self.webhooks.repeat(event_id)

    def redeliver(self, event_id: str) -> int | None:
        """Deliver the event again, now, with isRedelivery true; the status, None without an answer."""
        return self.webhooks.redeliver(event_id)

    def wait_until(self, true: Callable[[], bool], timeout: float = 10.0) -> None:
        """Wait until `true()`, asked again after every change. TimeoutError after `timeout` s."""
        with self.changed:
            if not self.changed.wait_for(true, timeout):
                raise TimeoutError(f"not true after {timeout} s")

    def touch(self) -> None:
        """Tell everybody who waits that something changed."""
        with self.changed:
            self.revision += 1
            self.changed.notify_all()

    def talk(self, talk: str) -> Talk | None:
        return self.residents.get(talk) or self.groups.get(talk)

    def _befriend(self, user_id: str, *, unblocked: bool) -> Sent:
        with self.changed:
            resident = self.residents[user_id]
            resident.following, resident.blocked = True, False
            return self.happen(user_id, "follow", follow={"isUnblocked": unblocked})

    def _write(
        self, talk_id: str, made: Callable[[str, str], dict[str, Any]], author: str | None = None
    ) -> Sent:
        with self.changed:
            talk = self.talk(talk_id)
            if talk is None:
                raise KeyError(talk_id)
            if isinstance(talk, Resident):
                if talk.blocked:
                    raise ValueError("the account is blocked")
                talk.wrote_at = self.clock()
            message_id, quote = self.message_ids.next(), ids.quote_token()
            self.quote_tokens.add(quote)
            message = made(message_id, quote)
            sent = self.happen(talk_id, "message", author=author, message=message)
            talk.entries.append(Entry(message_id, self.clock(), "resident", message, sent.event_id))
            return Sent(sent.event_id, message_id)

    def _act(self, user_id: str, action: dict[str, Any], at: str | None, switched: Any = None) -> Sent | None:
        kind, words = tapped(action)
        if kind == "say":
            return self.say(user_id, words)
        if kind != "postback":
            return None
        if words:
            self._note(user_id, words)
        return self.postback(user_id, action["data"], switched or picked(action, at))

    def _note(self, user_id: str, words: str) -> None:
        """A postback's displayText: shown as the resident's own words, though the bot gets no message."""
        message = {"type": "text", "text": words}
        self.residents[user_id].entries.append(
            Entry(self.message_ids.next(), self.clock(), "resident", message)
        )

    def _sending(self, delivery: Delivery) -> None:
        with self.changed:
            for event in delivery.events:
                self.reply_tokens.received(str(event.get("replyToken")), self.clock())
