"""What Hanako sends, sealed as the office's intake and its courier seal it, for the pages that show it."""

import io
import math
import os
import struct
import wave
from typing import Any

from PIL import Image
from sqlalchemy import select

from bot import entries
from storage import attachments, chunks, consultations, shred, summaries, transcripts
from storage.contexts import b64, digest, unb64
from tests.browser.house import House

Payload = dict[str, Any]


class Sender:
    """Hanako in one open consultation. `at` is the time (ms) of her next message."""

    def __init__(self, house: House, consultation: str) -> None:
        self.house, self.town = house, house.town
        self.id, self.consultation = consultation, unb64(consultation)
        self.at = self.town.clock()

    def writes(self, payload: Payload, *, message: str = "", chunks_of: list[bytes] | None = None) -> int:
        """Stores one record; where it stands. Records of the same `message` are unsent together."""
        office, now = self.town.office, self.town.clock()
        with self.town.database.transaction() as connection:
            row = consultations.open_of(connection, bytes(self.town.row(self.consultation).pseudonym))
            assert row is not None
            case = entries.of_row(connection, office, row, now=now)
            ref = digest(message.encode()) if message else None
            payload = {"v": 1} | payload
            after = entries.append(connection, office, case, payload, ts=self.at, message_ref=ref)
            if chunks_of is not None:
                attachments.put(connection, case.shred, after.entries, chunks_of)
            summaries.note_received(
                connection, self.consultation, after.last_record, entries=1, now=now, acknowledged=False
            )
            return after.entries

    def sends(self, kind: str, content: bytes, type: str, *, message: str = "", **more: Any) -> int:
        """A picture, voice or file, and what became of it: kept. The position of the record that has its key."""
        ref = os.urandom(16)
        self.writes({"kind": kind, "ref": b64(ref), **more}, message=message)
        cover, sealed = chunks.seal(content, self.town.keys.fingerprint, self.consultation, ref)
        kept = {"kind": "attachment", "ref": b64(ref), "state": "kept", "type": type, **cover.as_dict()}
        return self.writes(kept, message=message, chunks_of=sealed)

    def fails(self, kind: str, state: str) -> None:
        """Something that could not be kept."""
        ref = b64(os.urandom(16))
        self.writes({"kind": kind, "ref": ref})
        self.writes({"kind": "attachment", "ref": ref, "state": state})

    def unsends(self, message: str) -> None:
        with self.town.database.transaction() as connection:
            whose, ref = self.town.row(self.consultation).pseudonym, digest(message.encode())
            for consultation, position in transcripts.find_message(connection, whose, ref):
                case = shred.open_key(connection, self.town.keys.kek, consultation)
                transcripts.erase_content(connection, case, position)
                attachments.erase_position(connection, consultation, position)
                consultations.note_changed(connection, consultation)

    def tampers(self, position: int) -> None:
        """Somebody with the server's own keys changes one bit of a chunk."""
        table = attachments.attachments
        with self.town.database.transaction() as connection:
            case = shred.open_key(connection, self.town.keys.kek, self.consultation)
            first, *others = attachments.read(connection, case, position)
            attachments.erase_position(connection, self.consultation, position)
            attachments.put(connection, case, position, [bytes([first[0] ^ 1]) + first[1:], *others])
            assert connection.execute(select(table.c.number).where(table.c.position == position)).first()

    def tells(self, **columns: Any) -> None:
        """What intake notes beside the consultation, such as the resident's language."""
        table = consultations.consultations
        with self.town.database.transaction() as connection:
            if columns:
                connection.execute(table.update().where(table.c.id == self.consultation).values(**columns))
            consultations.note_changed(connection, self.consultation)

    def name_of(self, position: int) -> str:
        """The id of a record, as others name it."""
        with self.town.database.reading() as connection:
            case = shred.open_key(connection, self.town.keys.kek, self.consultation)
            (entry,) = (e for e in transcripts.read(connection, case) if e.position == position)
        return b64(entry.record.id(self.town.keys.fingerprint))


def picture(width: int, height: int, colour: tuple[int, int, int] = (200, 80, 40)) -> bytes:
    """A plain picture."""
    drawn = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(drawn, "PNG")
    return drawn.getvalue()


def voice(seconds: float) -> bytes:
    """A tone."""
    rate, spoken = 8000, io.BytesIO()
    with wave.open(spoken, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        tone = (int(9000 * math.sin(at / 4)) for at in range(int(rate * seconds)))
        sound.writeframes(b"".join(struct.pack("<h", one) for one in tone))
    return spoken.getvalue()
