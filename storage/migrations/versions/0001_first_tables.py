"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_keys",
        sa.Column("consultation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("consultation_id", "generation", name=op.f("pk_case_keys")),
        sa.UniqueConstraint("key_id", name=op.f("uq_case_keys_key_id")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "consultations",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("desk", sa.String(length=32), nullable=False),
        sa.Column("lane", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("pseudonym", sa.LargeBinary(length=32), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("last_activity_at", sa.BigInteger(), nullable=False),
        sa.Column("waiting_since", sa.BigInteger(), nullable=True),
        sa.Column("acknowledged_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("assignee", sa.LargeBinary(length=16), nullable=True),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("intake_seq", sa.Integer(), nullable=False),
        sa.Column("intake_head", sa.LargeBinary(length=32), nullable=False),
        sa.Column("last_record", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed_genesis", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_address", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultations")),
    )
    with op.batch_alter_table("consultations", schema=None) as batch_op:
        batch_op.create_index("ix_consultations_desk", ["desk", "state", "waiting_since"], unique=False)
        batch_op.create_index("ix_consultations_due", ["due_at"], unique=False)
        batch_op.create_index("ix_consultations_pseudonym", ["pseudonym"], unique=False)
        batch_op.create_index(
            "uq_consultations_open_pseudonym",
            ["pseudonym"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "desks",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desks")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("consultation_id", sa.LargeBinary(length=16), nullable=True),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("body_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("retry_key", sa.String(length=36), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("queued_at", sa.BigInteger(), nullable=False),
        sa.Column("next_attempt_at", sa.BigInteger(), nullable=False),
        sa.Column("claimed_until", sa.BigInteger(), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("ix_outbox_consultation", ["consultation_id"], unique=False)
        batch_op.create_index("ix_outbox_due", ["state", "next_attempt_at"], unique=False)

    op.create_table(
        "receipts",
        sa.Column("webhook_event_id", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("webhook_event_id", name=op.f("pk_receipts")),
    )
    with op.batch_alter_table("receipts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_receipts_received_at"), ["received_at"], unique=False)

    op.create_table(
        "rosters",
        sa.Column("epoch", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("signed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("epoch", name=op.f("pk_rosters")),
    )
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("kid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("csrf", sa.String(length=43), nullable=False),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessions")),
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sessions_kid"), ["kid"], unique=False)
        batch_op.create_index(batch_op.f("ix_sessions_seen_at"), ["seen_at"], unique=False)

    op.create_table(
        "shred_keys",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shred_keys")),
    )
    with op.batch_alter_table("shred_keys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_shred_keys_epoch"), ["epoch"], unique=False)

    op.create_table(
        "staff",
        sa.Column("kid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("display_name", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("sealed_capsule", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_verifier", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("kid", name=op.f("pk_staff")),
        sa.UniqueConstraint("name", name=op.f("uq_staff_name")),
    )
    op.create_table(
        "staff_heads",
        sa.Column("consultation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("kid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("head", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("consultation_id", "kid", name=op.f("pk_staff_heads")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tombstones",
        sa.Column("id_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("erased_at", sa.BigInteger(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id_hash", name=op.f("pk_tombstones")),
    )
    with op.batch_alter_table("tombstones", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tombstones_epoch"), ["epoch"], unique=False)

    op.create_table(
        "transcript_entries",
        sa.Column("consultation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("message_ref", sa.LargeBinary(length=32), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("consultation_id", "position", name=op.f("pk_transcript_entries")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("transcript_entries", schema=None) as batch_op:
        batch_op.create_index("ix_transcript_entries_message_ref", ["message_ref"], unique=False)

    op.create_table(
        "unsent_messages",
        sa.Column("message_ref", sa.LargeBinary(length=32), nullable=False),
        sa.Column("unsent_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("message_ref", name=op.f("pk_unsent_messages")),
    )
    with op.batch_alter_table("unsent_messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unsent_messages_unsent_at"), ["unsent_at"], unique=False)
