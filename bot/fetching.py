"""What residents send that is not text: fetched from LINE, sealed in chunks, and noted in the transcript.

A job of its own beside the courier, so that a slow video delays no answer. The plain bytes are in memory only, and only
until they are sealed. Whatever comes of a fetch is said in the transcript, except when the message was unsent, or its
consultation destroyed, meanwhile: then nothing is stored.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Row

from bot import cards, entries, knocking, outgoing
from bot.channel import Channel
from bot.phrases import load as load_phrases
from bot.refusals import DeliveryError
from bot.sniffing import kind_of_file
from storage import (
    attachments,
    chunks,
    claims,
    consultations,
    outbox,
    receipts,
    rooms,
    sealing,
    shred,
    summaries,
)
from storage.claims import FETCHED, Parcel
from storage.contexts import Rejected, b64, ctx, unb64
from storage.database import Database
from storage.rosters import Office

LEASE_MS = 10 * 60 * 1000
LONGEST_MS = 5 * 60 * 1000
"""A download that takes longer is broken off and begun again later: half of what a claim is good for."""

PAUSES_MS = (2_000, 5_000, 15_000, 60_000, 5 * 60_000, 10 * 60_000)
"""Between attempts, while LINE prepares a long video or is away; the last one again and again."""

GIVEN_UP_MS = 24 * 3600 * 1000
"""LINE keeps what was sent for "a certain period"; after a day without it there is no more hope."""

KEY = "attachment"


def fetch_due(
    database: Database,
    channel: Channel,
    office: Office,
    *,
    clock: Callable[[], int],
    timezone: dt.tzinfo,
    limit: int = 10,
) -> int:
    """Fetches up to `limit` contents, one after the other; returns how many were tried."""
    for tried in range(limit):
        with database.reading() as connection:
            if not claims.anything_due(connection, now=clock(), kinds=FETCHED):
                return tried
        if not _Fetching(database, channel, office, clock, timezone).next():
            return tried
    return limit


class _TooLarge(Exception):
    """More bytes than this kind may have; what came so far is thrown away."""


class _Fetching:
    def __init__(
        self,
        database: Database,
        channel: Channel,
        office: Office,
        clock: Callable[[], int],
        timezone: dt.tzinfo,
    ) -> None:
        self._database, self._channel, self._office = database, channel, office
        self._clock, self._timezone = clock, timezone

    def next(self) -> bool:
        """Fetches the next one that is due; False when another is at it."""
        parcel = self._claim()
        if parcel is None:
            return False
        body, begun = parcel.body, self._clock()
        try:
            content = self._download(body, begun)
        except _TooLarge:
            self._note(parcel, {"state": "too-large"})
        except DeliveryError as error:
            self._after_error(parcel, error, begun)
        else:
            kind = kind_of_file(content, body["kind"])
            if kind is None:
                self._note(parcel, {"state": "unreadable"})
            else:
                self._note(parcel, {"state": "kept", "type": kind}, content)
        return True

    def _claim(self) -> Parcel | None:
        keys, now = self._office.keys, self._clock()
        with self._database.transaction() as connection:
            row = claims.next_due(connection, now=now, kinds=FETCHED)
            if row is None:
                return None
            try:
                return claims.take(connection, keys.kek, keys.courier, row, now=now, lease=LEASE_MS)
            except (shred.Erased, Rejected):
                outbox.failed(connection, [row.id], "erased")
                return None

    def _download(self, body: dict[str, Any], begun: int) -> bytes:
        if body.get("provider", "line") != "line":
            raise DeliveryError("gone", permanent=True)
        content, most = bytearray(), int(body["limit"])
        with self._channel.content(body["message_id"]) as pieces:
            for piece in _in_time(pieces, self._clock, begun + LONGEST_MS):
                if len(content) + len(piece) > most:
                    raise _TooLarge
                content += piece
        return bytes(content)

    def _after_error(self, parcel: Parcel, error: DeliveryError, begun: int) -> None:
        if error.permanent:
            self._note(parcel, {"state": "gone" if error.reason == "gone" else "unavailable"})
            return
        until = begun + PAUSES_MS[min(parcel.attempts, len(PAUSES_MS)) - 1]
        if until >= min(parcel.expires_at, parcel.queued_at + GIVEN_UP_MS):
            self._note(parcel, {"state": "unavailable"})
            return
        with self._database.transaction() as connection:
            if claims.still_mine(connection, parcel):
                outbox.postpone(connection, parcel.members, until=until)

    def _note(self, parcel: Parcel, found: dict[str, Any], content: bytes | None = None) -> None:
        """Stores what came of it, all or nothing."""
        keys, ref = self._office.keys, str(parcel.body["ref"])
        payload: dict[str, Any] = {"v": 1, "kind": KEY, "ref": ref} | found
        sealed: list[bytes] = []
        if content is not None:
            cover, sealed = chunks.seal(content, keys.fingerprint, parcel.consultation or b"", unb64(ref))
            payload |= cover.as_dict()
        with self._database.transaction() as connection:
            row = self._hold(connection, parcel)
            if not claims.still_mine(connection, parcel):
                return
            if row is not None:
                self._append(connection, row, parcel, payload, sealed)
                if found["state"] == "too-large":
                    self._say_too_large(connection, row, parcel)
            outbox.accepted(connection, parcel.members)

    def _hold(self, connection: Connection, parcel: Parcel) -> Row[Any] | None:
        """The consultation, which nobody else changes until the commit; None when nothing is to be stored any more.

        First the resident, as their events do, and the row of the outbox last, as an unsend and a purge do: they come before this or
        after it, never in the middle, and nobody waits for each other in a ring.
        """
        owner = parcel.consultation or b""
        pseudonym = claims.pseudonym_of(connection, owner)
        if pseudonym is None:
            return None
        consultations.hold_resident(connection, pseudonym)
        if receipts.was_unsent(connection, unb64(parcel.body["message_ref"])):
            return None
        return consultations.hold(connection, owner)

    def _append(
        self,
        connection: Connection,
        row: Row[Any],
        parcel: Parcel,
        payload: dict[str, Any],
        sealed: list[bytes],
    ) -> None:
        case = entries.of_row(connection, self._office, row, now=self._clock())
        message_ref, ts = unb64(parcel.body["message_ref"]), int(parcel.body["ts"])
        case = entries.append(connection, self._office, case, payload, ts=ts, message_ref=message_ref)
        attachments.put(connection, case.shred, case.entries, sealed)
        summaries.note_appended(connection, case.shred.owner, case.last_record, entries=1)

    def _say_too_large(self, connection: Connection, row: Row[Any], parcel: Parcel) -> None:
        """In the talk, once a day for each kind: it is a push, and whoever sends many could use up the month's. Of a room its page
        tells; at most there is a knock.
        """
        keys, now, timezone = self._office.keys, self._clock(), self._timezone
        if row.lane in rooms.LANES:
            knocking.queue(connection, keys, row, now=now, timezone=timezone)
            return
        today = dt.datetime.fromtimestamp(now / 1000, timezone).date().isoformat()
        told = ctx("too-large-told", bytes(row.id), str(parcel.body["kind"]), today)
        if not receipts.record(connection, b64(sealing.hmac_sha256(keys.pseudonym, told)), now=now):
            return
        words = cards.too_large(load_phrases(row.language), int(parcel.body["limit"]) // 1_000_000)
        outgoing.queue(connection, keys, row, words, position=None, now=now, timezone=timezone, quiet=True)


def _in_time(pieces: Iterator[bytes], clock: Callable[[], int], until: int) -> Iterator[bytes]:
    for piece in pieces:
        if clock() > until:
            raise DeliveryError("slow", permanent=False)
        yield piece
