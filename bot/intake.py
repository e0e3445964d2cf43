"""A webhook event becomes what the office keeps of it: deduplicated, sealed, stored, summed up, acknowledged.

Everything here happens in the one transaction it is given; whoever calls commits before LINE is answered. No network call
is made: what LINE shall do is put into the outbox, in the same transaction.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from bot import dialogue, entries
from bot.entries import Case
from bot.events import Event, Follow, Join, OtherMessage, TextMessage, Unfollow, Unsend
from bot.messages import parts, text_message
from bot.phrases import Phrases
from bot.wishes import Wishes
from storage import consultations, desks, endings, outbox, receipts, sealing, shred, transcripts
from storage.casekeys import new_key
from storage.contexts import ctx
from storage.generations import Generation
from storage.rosters import Office

REPLY_TOKEN_MS = 50_000
"""LINE asks that a reply token be used within a minute of receiving it; ten seconds are left for the way."""


@dataclass(frozen=True)
class Intake:
    """What intake needs to know besides the event. `talk` is False where talk text must not be stored (room lane only).

    `pause` (ms): who writes so shortly before an earlier consultation of theirs is destroyed puts that off, once.
    """

    office: Office
    phrases: Phrases
    wishes: Wishes
    talk: bool
    pause: int

    def receive(self, connection: Connection, event: Event, *, now: int) -> str:
        """Handles one event once; returns a word for the log ("stored", "duplicate", …), never anything of its content."""
        if not receipts.record(connection, event.id, now=now):
            return "duplicate"
        if not event.active:
            return "standby"
        if event.user_id is not None:
            consultations.hold_resident(connection, self._pseudonym(event.user_id))
        match event:
            case TextMessage():
                return self._text(connection, event, now)
            case OtherMessage():
                payloads = [{"v": 1, "kind": event.kind}]
                return self._message(connection, event, payloads, self.phrases.received_not_text, now)
            case Unsend():
                return self._unsend(connection, event, now)
            case Follow(user_id=str(user)):
                consultations.set_reachable(connection, self._pseudonym(user), True)
                self._reply(connection, event, self.phrases.greeting, now)
                return "follow"
            case Unfollow(user_id=str(user)):
                for consultation in consultations.set_reachable(connection, self._pseudonym(user), False):
                    outbox.fail_unreachable(connection, consultation)
                return "unfollow"
            case Join():
                body = {"chat_kind": event.chat_kind, "chat": event.chat_id}
                key = self.office.keys.courier
                outbox.put(connection, key, "leave", body, now=now, expires_at=now + 24 * 3600 * 1000)
                return "join"
        return "unrecognised"

    def _text(self, connection: Connection, event: TextMessage, now: int) -> str:
        command = dialogue.command(event.text, self.phrases.keywords)
        if command == "urgent":
            self._reply(connection, event, self.phrases.urgent, now)
            return "keyword"
        if command is not None:
            pseudonym = self._pseudonym(str(event.user_id))
            answers = self.wishes.hear(connection, command, pseudonym, now=now)
            self._send(connection, event, answers, now)
            return "keyword"
        payloads = [{"v": 1, "kind": "text", "text": part} for part in parts(event.text)]
        return self._message(connection, event, payloads, self.phrases.received, now)

    def _message(
        self,
        connection: Connection,
        event: TextMessage | OtherMessage,
        payloads: list[dict[str, Any]],
        thanks: str,
        now: int,
    ) -> str:
        if not self.talk:
            self._reply(connection, event, self.phrases.not_read_here, now)
            return "lane-off"
        message_ref = self._message_ref(event.message_id) if event.message_id else None
        if message_ref is not None and receipts.was_unsent(connection, message_ref):
            return "unsent-before"
        case = self._consultation(connection, event, now)
        acknowledges = dialogue.acknowledges(
            last_activity_at=case.last_activity_at,
            acknowledged_at=case.acknowledged_at,
            text=isinstance(event, TextMessage),
            now=now,
        )
        for payload in payloads:
            ts = event.timestamp or now
            case = entries.append(connection, self.office, case, payload, ts=ts, message_ref=message_ref)
        last = case.last_record
        consultations.note_received(
            connection, case.shred.owner, last, entries=len(payloads), now=now, acknowledged=acknowledges
        )
        endings.pause(connection, self._pseudonym(str(event.user_id)), now=now, period=self.pause)
        if acknowledges:
            self._reply(connection, event, thanks, now, case=case.shred)
        return "stored"

    def _consultation(self, connection: Connection, event: Event, now: int) -> Case:
        pseudonym = self._pseudonym(str(event.user_id))
        found = consultations.open_of(connection, pseudonym)
        if found is not None:
            return entries.of_row(connection, self.office, found, now=now)
        desk = desks.intake_desk(connection)
        case = shred.create(connection, self.office.keys.kek, consultations.new_id())
        key, opening = new_key(connection, self.office, case, desk, now=now)
        consultations.open_new(
            connection,
            consultations.Opening(
                id=case.owner,
                desk=desk,
                lane="line",
                pseudonym=pseudonym,
                sealed_genesis=case.wrap("genesis", 0, opening.genesis.to_json()),
                sealed_address=case.wrap("address", 0, str(event.user_id).encode()),
                generation=Generation(
                    key.key_id,
                    case.wrap("wrapset", 1, opening.wrapset.to_json()),
                    epoch=opening.wrapset.epoch,
                    made_epoch=opening.wrapset.epoch,
                    server_made=opening.wrapset.creator == self.office.keys.intake_kid,
                ),
            ),
            now=now,
        )
        return Case(case, key, 0, 0, bytes(32), bytes(32), None, None)

    def _unsend(self, connection: Connection, event: Unsend, now: int) -> str:
        message_ref = self._message_ref(event.message_id)
        receipts.record_unsent(connection, message_ref, now=now)
        for consultation, position in transcripts.find_message(connection, message_ref):
            case = shred.open_key(connection, self.office.keys.kek, consultation)
            transcripts.erase_content(connection, case, position)
            consultations.note_changed(connection, consultation)
        return "unsend"

    def _reply(
        self, connection: Connection, event: Event, text: str, now: int, *, case: shred.ShredKey | None = None
    ) -> None:
        self._send(connection, event, [text_message(text)], now, case=case)

    def _send(
        self,
        connection: Connection,
        event: Event,
        messages: list[dict[str, Any]],
        now: int,
        *,
        case: shred.ShredKey | None = None,
    ) -> None:
        if event.reply_token is None:
            return
        body = {"token": event.reply_token, "messages": messages}
        key = self.office.keys.courier
        outbox.put(connection, key, "reply", body, now=now, expires_at=now + REPLY_TOKEN_MS, case=case)

    def _pseudonym(self, user_id: str) -> bytes:
        return sealing.hmac_sha256(self.office.keys.pseudonym, ctx("pseudonym", "consultation", user_id))

    def _message_ref(self, message_id: str) -> bytes:
        return sealing.hmac_sha256(self.office.keys.pseudonym, ctx("message-ref", message_id))
