"""What must be true of the real things, whatever happened: asked of the account of tests/year/believing.py, every night and every month."""

from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from retention import ledger as proofs
from retention import watchdog
from storage import audit_chain, ledger, outbox, paper_orders, receipts, totals
from storage.bookings import bookings
from storage.certificates import Entry as Certificate
from storage.database import metadata
from storage.roster import Trust
from tests.cast import colleague, trusted
from tests.harness.postgres import Postgres
from tests.year.believing import DAY, LATEST_SILENCE, RECEIPT_KEPT, SILENCE, Answer, Believed, Kind, Talk
from tests.year.city import City
from tests.year.residents import CANARY
from tests.year.rooms import Rooms

COUNTED: tuple[totals.Kind, ...] = (
    "opened",
    "contact",
    "hour",
    "ended",
    "urgent",
    "message",
    "visit",
    "visit-kind",
    "visit-place",
)
SLACK = DAY
"""Between two runs of the purge lies a day at most."""
SILENCE_SLACK = 2 * DAY
"""And two between two looks for silence."""


class Checks:
    """`gone`: what was destroyed so far, by the id of what it was, with the reason that its certificate must name. `unanswered`: so
    many of LINE's answers were lost.
    """

    def __init__(self, city: City, believed: Believed, rooms: Rooms, server: Postgres | None) -> None:
        self.city, self.rooms, self.server = city, rooms, server
        self.believed = believed
        self.gone: dict[bytes, tuple[Kind, str]] = {}
        self.told: dict[str, int] = {}
        self.unanswered = self.unknown = 0
        self._looked_at = 0

    # Whenever something was done

    def purged(self, *, night: bool = False) -> None:
        """What is gone was due, and what was wished is gone; after the night all that was due."""
        now, left = self.city.now, self.city.rows().keys()
        for talk in list(self.believed.talks.values()):
            if talk.id not in left:
                assert talk.is_due(now), f"destroyed too early: {talk}"
                self.bury("consultation", talk.id, talk.why)
            elif talk.wished or night:
                assert not talk.is_due(now), f"kept too long: {talk}"
        assert left <= self.believed.talks.keys(), "somebody's talk that nobody began"
        self._purged_visits(night)

    def bury(self, kind: Kind, owner: bytes, why: str) -> None:
        self.gone[owner] = (kind, why)
        for one in self.believed.answers:
            if one.talk == owner and not one.settled:
                one.excuse = one.excuse or "erased"
        known: dict[Kind, dict[bytes, Any]] = {
            "consultation": self.believed.talks,
            "booking": self.believed.visits,
            "paper-order": self.believed.orders,
        }
        known[kind].pop(owner)

    def _purged_visits(self, night: bool) -> None:
        now = self.city.now
        with self.city.database.reading() as connection:
            visits = {bytes(one) for one in connection.scalars(select(bookings.c.id))}
            orders = {bytes(one) for one in connection.scalars(select(paper_orders.paper_orders.c.id))}
        for visit in list(self.believed.visits.values()):
            if visit.id not in visits:
                assert visit.due_at <= now, f"destroyed too early: {visit}"
                self.bury("booking", visit.id, "wish" if visit.wished else "due")
            assert not night or visit.due_at > now or visit.id not in visits, f"kept too long: {visit}"
        for order, due_at in list(self.believed.orders.items()):
            assert (order in orders) == (due_at > now) or not night
            if order not in orders:
                assert due_at <= now
                self.bury("paper-order", order, "due")

    # Every night

    def silence(self) -> None:
        """What nobody wrote in was closed after thirty days, and not before; the account takes note of it."""
        now, rows = self.city.now, self.city.rows()
        for talk in self.believed.talks.values():
            row = rows[talk.id]
            if talk.open and row.state == "closed":
                assert row.ended_by == "silence", f"closed by nobody: {talk}"
                assert row.closed_at >= talk.last_activity + SILENCE, f"closed too early: {talk}"
                talk.close(row.closed_at)
                self.believed.count("ended", "silence", row.closed_at)
            assert (row.state == "open") == talk.open, talk
            assert not talk.open or row.last_activity_at == talk.last_activity, talk
            assert not talk.open or now <= talk.last_activity + LATEST_SILENCE + SILENCE_SLACK, (
                f"open too long: {talk}"
            )
            assert row.due_at == talk.due_at, talk

    def answers(self, *, line_is_away: bool, quota_is_spent: bool) -> None:
        """Nothing twice; and once, unless its resident has left, or had it erased, or still waits for a moment of their choice."""
        shown = self._newly_shown()
        for one in self.believed.answers:
            seen = shown[one.text]
            assert seen <= 1, f"told {seen} times: {one}"
            one.settled = one.settled or seen == 1
        for one in self.believed.answers:
            if one.settled or one.excuse:
                continue
            person = self.believed.people[one.to]
            patience = 40 * DAY if person.knock or quota_is_spent else 2 * DAY
            if line_is_away or self.city.now - one.at <= patience:
                continue
            # Whoever wants to be knocked at has 35 days to ask for what waits; the desk is shown that they did not.
            if person.knock and ("failed", "expired") in self._on_its_way(one):
                one.excuse = "never asked for"
            # LINE was asked, and did not say: the desk is shown that nobody knows, and may say it again.
            elif ("failed", "unknown") in self._on_its_way(one) and self.unknown < self.unanswered:
                one.excuse, self.unknown = "unknown", self.unknown + 1
            assert one.excuse, f"not told: {one}: {self._on_its_way(one)}"

    def _on_its_way(self, answer: Answer) -> list[tuple[str, str | None]]:
        """How it stands with the words for that talk's resident, as the desk sees it."""
        table = outbox.outbox
        wanted = select(table.c.state, table.c.reason).where(
            table.c.consultation_id == answer.talk, table.c.kind == "push"
        )
        with self.city.database.reading() as connection:
            return [tuple(row) for row in connection.execute(wanted.order_by(table.c.id))]

    def _newly_shown(self) -> Counter[str]:
        """How often each answer stands on a phone; what was looked at before is remembered."""
        accepted = self.city.platform.accepted
        for put in accepted[self._looked_at :]:
            for message in put.messages:
                text = str(message.get("text", ""))
                if put.shown and text.startswith(CANARY):
                    self.told[text] = self.told.get(text, 0) + 1
        self._looked_at = len(accepted)
        return Counter(self.told)

    # Every month

    def everything(self) -> None:
        with self.city.database.reading() as connection:
            trust = trusted(connection)
        for talk in self.believed.talks.values():
            self.transcript(talk, trust)
        self.proofs()
        self.nothing_over()
        self.counted()
        self.no_word_in_the_open()

    def transcript(self, talk: Talk, trust: Trust) -> None:
        """Each accepted message stands there once, in its order, and nothing else does."""
        if talk.lane == "room":
            assert self.rooms.texts(talk) == [one.text for one in talk.entries], talk
            return
        reader = self.city.town.read(talk.id, colleague(talk.assignee or "sato"), trust)
        found = [one.payload or {"kind": None} for one in reader]
        others = Counter(
            one["kind"] for one in found if one["kind"] not in ("text", "attachment", "topic", None)
        )
        wanted = Counter(one.kind for one in talk.entries if one.kind not in ("text", None))
        assert others == wanted, talk
        said = "".join(str(one["text"]) for one in found if one["kind"] == "text")
        assert said == "".join(one.text or "" for one in talk.entries if one.kind == "text"), talk

    def proofs(self) -> None:
        """Both chains hold, and the ledger certifies exactly what is gone, each once and for its reason."""
        town = self.city.town
        with town.database.reading() as connection:
            whole = proofs.export(connection, town.keys)
            chain = ledger.entries(connection)
            audit_chain.verify(connection, town.keys)
        proofs.verify(whole.decode().splitlines(), town.keys.ledger.public)
        wanted: Counter[tuple[str, str, str]] = Counter(
            (ledger.receipt_hash(ledger.receipt_number(owner)).hex(), kind, why)
            for owner, (kind, why) in self.gone.items()
        )
        found = _certified(chain)
        assert found == wanted, (
            f"certified and not gone: {found - wanted}; gone and not certified: {wanted - found}"
        )

    def nothing_over(self) -> None:
        """No row without what it belongs to, no key without its owner, nothing past its time; the watchdog is silent."""
        town, now = self.city.town, self.city.now
        shipped, kek = town.settings.shred_table, town.settings.kek_file
        found = watchdog.alarms(
            town.database, town.keys, now=now, shipped=shipped, kek_path=kek, mountinfo=Path("/nowhere")
        )
        assert found == [], found
        assert len(town.keys.kek.epochs()) == 1
        with town.database.reading() as connection:
            for column in (receipts.receipts.c.received_at, receipts.unsent_messages.c.unsent_at):
                oldest = connection.scalar(select(func.min(column)))
                assert oldest is None or oldest >= now - RECEIPT_KEPT - SLACK, column.name
            waiting = select(func.min(outbox.outbox.c.expires_at)).where(outbox.outbox.c.sealed.is_not(None))
            first = connection.scalar(waiting)
        assert first is None or first >= now - SLACK, "words in the outbox that are too late"

    def counted(self) -> None:
        """The office's totals are the account's."""
        months = {month for month, _, _ in self.believed.totals}
        with self.city.database.reading() as connection:
            found = totals.of_months(connection, months, COUNTED)
        counted = Counter(
            {(month, *what): number for month, kinds in found.items() for what, number in kinds.items()}
        )
        differs = {
            what: (counted[what], self.believed.totals[what])
            for what in {*counted, *self.believed.totals}
            if counted[what] != self.believed.totals[what]
        }
        assert not differs, f"(the office's, the account's): {differs}"

    def no_word_in_the_open(self) -> None:
        """Not in a file of the database, the backups or the ledger, however it lies there."""
        town, sought = self.city.town, CANARY.encode()
        for path in [*town.settings.data_dir.rglob("*"), *self.city.folder.rglob("*")]:
            assert not path.is_file() or sought not in path.read_bytes(), path
        with town.database.reading() as connection:
            for table in metadata.sorted_tables if self.server is not None else ():
                for row in connection.execute(select(table)):
                    assert CANARY not in repr(tuple(row)), table.name


def _certified(chain: list[Certificate]) -> Counter[tuple[str, str, str]]:
    found = [one.certificate for one in chain]
    return Counter((one["receipt"], one["kind"], one["why"]) for one in found if one["t"] == "purged")
