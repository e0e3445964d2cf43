"""What the bot stands on, the same for every event of a process."""

import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass

from bot.hotlines import Hotlines
from bot.visits.model import Ground
from storage import sealing
from storage.contexts import b64, ctx
from storage.rosters import Office

DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True)
class House:
    """`talk` is False where talk text must not be stored (room lane only); `room`: there is a page of its own to write on.

    `kept` (ms): so long a consultation stays after its end. `pause` (ms): who writes so shortly before an earlier one of theirs
    is destroyed puts that off, once. `largest` (bytes) by kind of message; `public_origin` is where receipts are looked up.
    `visits_kept` (ms): so long a booking stays after its visit. `basic_id` ("@…"): the account's name, as people add it.
    """

    office: Office
    numbers: Hotlines
    largest: Mapping[str, int]
    public_origin: str
    timezone: zoneinfo.ZoneInfo
    talk: bool
    kept: int
    pause: int
    room: bool = False
    visits_kept: int = 7 * DAY_MS
    basic_id: str | None = None

    @property
    def days(self) -> int:
        return self.kept // DAY_MS

    def kept_page(self, language: str) -> str:
        """The address of the page that lists what is kept, in this language (ja | easy | en)."""
        return f"{self.public_origin}/privacy?lang={language}"

    def pseudonym(self, user_id: str) -> bytes:
        """Who that is, among consultations; nobody without the key can tell."""
        return self._keyed("pseudonym", "consultation", user_id)

    def booking_pseudonym(self, user_id: str) -> bytes:
        """Who that is, among bookings: without the key nobody can tell that it is the one of a consultation."""
        return self._keyed("pseudonym", "booking", user_id)

    def flyer_pseudonym(self, user_id: str) -> bytes:
        """Who that is, among those who want to be told of new flyers; it can't be joined to the two above."""
        return self._keyed("pseudonym", "flyers", user_id)

    @property
    def ground(self) -> Ground:
        """What the steps of a booking stand on."""
        return Ground(self.office.keys, self.visits_kept)

    def message_ref(self, message_id: str) -> bytes:
        """Which message of LINE's that is, for the day on which it is taken back or edited."""
        return self._keyed("message-ref", message_id)

    def edit_ref(self, message_id: str) -> bytes:
        """Stands for the fact that a message was edited before it came itself."""
        return self._keyed("edit-ref", message_id)

    def topic_ref(self, consultation: bytes, topic: str) -> bytes:
        """Stands where a message's reference would: the same topic of the same consultation is stored once."""
        return self._keyed("topic-ref", consultation, topic)

    def told_ref(self, pseudonym: bytes, day: str) -> bytes:
        """Stands where a webhook event's id would: who is blocked is told so once on that day."""
        return self._keyed("blocked-told", pseudonym, day)

    def went_ref(self, pseudonym: bytes) -> bytes:
        """Stands where a webhook event's id would: when somebody added or blocked the account last."""
        return self._keyed("came-or-went", pseudonym)

    def button_ref(self, words: str) -> bytes:
        """Stands for one button that was tapped (16 bytes): what it makes is made once."""
        return self._keyed("button-ref", words)[:16]

    def mark(self, consultation: bytes) -> str:
        """Binds a button to one consultation without naming it."""
        return b64(self._keyed("button-about", consultation)[:9])

    def _keyed(self, label: str, *fields: bytes | str) -> bytes:
        return sealing.hmac_sha256(self.office.keys.pseudonym, ctx(label, *fields))
