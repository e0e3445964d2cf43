"""Visits: places, when they take them, what is booked, and the links that lead there from the talk."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _booking_links()
    _booking_wishes()
    _bookings()
    _place_papers()
    _slot_patterns()
    _slots()
    _unusual_days()
    _visit_clerks()
    _visit_kinds()
    _visit_places()
    _seats()


def _booking_links() -> None:
    op.create_table(
        "booking_links",
        sa.Column("link_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("pseudonym", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed_address", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("access_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("link_hash", name=op.f("pk_booking_links")),
        sa.UniqueConstraint("access_hash", name=op.f("uq_booking_links_access_hash")),
    )
    with op.batch_alter_table("booking_links") as batch_op:
        batch_op.create_index(batch_op.f("ix_booking_links_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_booking_links_pseudonym"), ["pseudonym"], unique=False)


def _booking_wishes() -> None:
    op.create_table(
        "booking_wishes",
        sa.Column("booking", sa.LargeBinary(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("number >= 1 AND number <= 3", name=op.f("ck_booking_wishes_number")),
        sa.PrimaryKeyConstraint("booking", "number", name=op.f("pk_booking_wishes")),
    )


def _bookings() -> None:
    op.create_table(
        "bookings",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=True),
        sa.Column("ends_at", sa.BigInteger(), nullable=True),
        sa.Column("persons", sa.Integer(), nullable=False),
        sa.Column("private_room", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.Column("pseudonym", sa.LargeBinary(length=32), nullable=True),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("room", sa.String(length=40), nullable=True),
        sa.Column("reminder_hour", sa.Integer(), nullable=True),
        sa.Column("reminded_for", sa.BigInteger(), nullable=True),
        sa.Column("notices", sa.Boolean(), nullable=False),
        sa.Column("offer_until", sa.BigInteger(), nullable=True),
        sa.Column("offers", sa.Integer(), nullable=False),
        sa.Column("wait_from", sa.String(length=10), nullable=True),
        sa.Column("wait_until", sa.String(length=10), nullable=True),
        sa.Column("ended_by", sa.String(length=8), nullable=True),
        sa.Column("anywhere", sa.Boolean(), nullable=False),
        sa.Column("passed", sa.String(length=60), nullable=True),
        sa.Column("sealed_details", sa.LargeBinary(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bookings")),
        sa.UniqueConstraint("code", name="uq_bookings_code"),
    )
    with op.batch_alter_table("bookings") as batch_op:
        batch_op.create_index("ix_bookings_changed", ["place", "changed_at"], unique=False)
        batch_op.create_index("ix_bookings_day", ["place", "starts_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_bookings_due_at"), ["due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_bookings_pseudonym"), ["pseudonym"], unique=False)
        batch_op.create_index("ix_bookings_state", ["state", "place", "made_at"], unique=False)
        batch_op.create_index(
            "uq_bookings_held",
            ["pseudonym"],
            unique=True,
            sqlite_where=sa.text("state = 'held'"),
            postgresql_where=sa.text("state = 'held'"),
        )
        batch_op.create_index(
            "uq_bookings_live_nth",
            ["pseudonym", "place", "nth"],
            unique=True,
            sqlite_where=sa.text("state IN ('wished', 'waiting', 'offered', 'booked')"),
            postgresql_where=sa.text("state IN ('wished', 'waiting', 'offered', 'booked')"),
        )


def _place_papers() -> None:
    op.create_table(
        "place_papers",
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("checked_on", sa.String(length=10), nullable=False),
        sa.Column("checked_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_place_papers")),
    )


def _slot_patterns() -> None:
    op.create_table(
        "slot_patterns",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("nth", sa.String(length=16), nullable=True),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.String(length=250), nullable=True),
        sa.Column("first_day", sa.String(length=10), nullable=False),
        sa.Column("last_day", sa.String(length=10), nullable=False),
        sa.Column("holidays", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot_patterns")),
    )
    with op.batch_alter_table("slot_patterns") as batch_op:
        batch_op.create_index(batch_op.f("ix_slot_patterns_place"), ["place"], unique=False)


def _slots() -> None:
    op.create_table(
        "slots",
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.String(length=250), nullable=True),
        sa.Column("origin", sa.String(length=8), nullable=False),
        sa.CheckConstraint("capacity >= 0", name=op.f("ck_slots_capacity")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_slots_ends_at")),
        sa.PrimaryKeyConstraint("place", "starts_at", name=op.f("pk_slots")),
        sa.UniqueConstraint("place", "starts_at", "capacity", name="uq_slots_capacity"),
    )


def _unusual_days() -> None:
    op.create_table(
        "unusual_days",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("first_day", sa.String(length=10), nullable=False),
        sa.Column("last_day", sa.String(length=10), nullable=False),
        sa.Column("opens", sa.Integer(), nullable=True),
        sa.Column("closes", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("kinds", sa.String(length=250), nullable=True),
        sa.Column("note", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unusual_days")),
    )
    with op.batch_alter_table("unusual_days") as batch_op:
        batch_op.create_index(batch_op.f("ix_unusual_days_place"), ["place"], unique=False)


def _visit_clerks() -> None:
    op.create_table(
        "visit_clerks",
        sa.Column("kid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("kid", "place", name=op.f("pk_visit_clerks")),
    )


def _visit_kinds() -> None:
    op.create_table(
        "visit_kinds",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_ja", sa.String(length=64), nullable=False),
        sa.Column("name_easy", sa.String(length=128), nullable=False),
        sa.Column("name_en", sa.String(length=64), nullable=False),
        sa.Column("talk_ja", sa.String(length=20), nullable=False),
        sa.Column("talk_easy", sa.String(length=40), nullable=False),
        sa.Column("talk_en", sa.String(length=20), nullable=False),
        sa.Column("most_persons", sa.Integer(), nullable=False),
        sa.Column("papers", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_kinds")),
    )


def _visit_places() -> None:
    op.create_table(
        "visit_places",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name_ja", sa.String(length=64), nullable=False),
        sa.Column("name_easy", sa.String(length=128), nullable=False),
        sa.Column("name_en", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("timezone", sa.String(length=40), nullable=False),
        sa.Column("lead_days", sa.Integer(), nullable=False),
        sa.Column("change_days", sa.Integer(), nullable=False),
        sa.Column("horizon_days", sa.Integer(), nullable=False),
        sa.Column("per_resident", sa.Integer(), nullable=False),
        sa.Column("private_room", sa.Boolean(), nullable=False),
        sa.Column("takes_wishes", sa.Boolean(), nullable=False),
        sa.Column("takes_waiting", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_places")),
    )


def _seats() -> None:
    op.create_table(
        "seats",
        sa.Column("place", sa.String(length=32), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("booking", sa.LargeBinary(length=16), nullable=False),
        sa.Column("held_until", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("seat >= 1 AND seat <= capacity", name=op.f("ck_seats_seat")),
        sa.ForeignKeyConstraint(
            ["place", "starts_at", "capacity"],
            ["slots.place", "slots.starts_at", "slots.capacity"],
            name="fk_seats_slots",
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("place", "starts_at", "seat", name=op.f("pk_seats")),
        sa.UniqueConstraint("booking", name=op.f("uq_seats_booking")),
    )
