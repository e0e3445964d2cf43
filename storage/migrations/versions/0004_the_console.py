"""The console: second looks, co-reading, blocks, templates, referrals, desk rules, slow sign-ins, released reports."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("consultations") as batch_op:
        batch_op.add_column(sa.Column("replies", sa.Integer(), server_default=sa.text("0"), nullable=False))
        batch_op.add_column(sa.Column("assigned_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("handed_by", sa.LargeBinary(length=16), nullable=True))
        batch_op.add_column(sa.Column("handed_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(
            sa.Column("marks", sa.String(length=32), server_default=sa.text("''"), nullable=False)
        )
    with op.batch_alter_table("sessions") as batch_op:
        batch_op.add_column(sa.Column("proved_at", sa.BigInteger(), nullable=True))
    _cases()
    _words()
    _desks()


def _cases() -> None:
    op.create_table(
        "co_readings",
        sa.Column("consultation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("kid", sa.LargeBinary(length=16), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("consultation_id", "kid", name=op.f("pk_co_readings")),
    )
    op.create_table(
        "checks",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("consultation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("commitment", sa.LargeBinary(length=32), nullable=False),
        sa.Column("record", sa.LargeBinary(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("asked_by", sa.LargeBinary(length=16), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("checked_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("checked_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checks")),
    )
    with op.batch_alter_table("checks") as batch_op:
        batch_op.create_index(batch_op.f("ix_checks_consultation_id"), ["consultation_id"], unique=False)
    op.create_table(
        "blocks",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("about", sa.LargeBinary(length=16), nullable=False),
        sa.Column("pseudonym", sa.LargeBinary(length=32), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", sa.LargeBinary(length=16), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("agreed_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("agreed_at", sa.BigInteger(), nullable=True),
        sa.Column("lifted_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("agreed_by IS NULL OR agreed_by <> asked_by", name=op.f("ck_blocks_two_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blocks")),
    )
    with op.batch_alter_table("blocks") as batch_op:
        batch_op.create_index(batch_op.f("ix_blocks_pseudonym"), ["pseudonym"], unique=False)


def _words() -> None:
    op.create_table(
        "templates",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("desk", sa.String(length=32), nullable=True),
        sa.Column("shortcut", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=64), nullable=False),
        sa.Column("ja", sa.Text(), nullable=False),
        sa.Column("easy", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_templates")),
        sa.UniqueConstraint("shortcut", name=op.f("uq_templates_shortcut")),
    )
    op.create_table(
        "referrals",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("url", sa.String(length=300), nullable=True),
        sa.Column("hours", sa.String(length=200), nullable=True),
        sa.Column("cost", sa.String(length=120), nullable=True),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("added_by", sa.LargeBinary(length=16), nullable=False),
        sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("checked_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("checked_at", sa.BigInteger(), nullable=True),
        sa.Column("expires_on", sa.String(length=10), nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "kind <> 'shelter' OR place IS NULL", name=op.f("ck_referrals_shelter_has_no_place")
        ),
        sa.CheckConstraint(
            "checked_by IS NULL OR checked_by <> added_by", name=op.f("ck_referrals_two_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referrals")),
    )


def _desks() -> None:
    op.create_table(
        "desk_rules",
        sa.Column("desk", sa.String(length=32), nullable=False),
        sa.Column("check_first", sa.Boolean(), nullable=False),
        sa.Column("check_flagged", sa.Boolean(), nullable=False),
        sa.Column("check_referral", sa.Boolean(), nullable=False),
        sa.Column("evening_cap", sa.Integer(), nullable=True),
        sa.Column("answer_within", sa.Integer(), nullable=True),
        sa.Column("changed_by", sa.LargeBinary(length=16), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("desk", name=op.f("pk_desk_rules")),
    )
    op.create_table(
        "attempts",
        sa.Column("bucket", sa.LargeBinary(length=32), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.Column("open_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_attempts")),
    )
    with op.batch_alter_table("attempts") as batch_op:
        batch_op.create_index(batch_op.f("ix_attempts_last_at"), ["last_at"], unique=False)
    op.create_table(
        "reports",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("first_month", sa.String(length=7), nullable=False),
        sa.Column("last_month", sa.String(length=7), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("themes", sa.Text(), nullable=False),
        sa.Column("drafted_by", sa.LargeBinary(length=16), nullable=False),
        sa.Column("drafted_at", sa.BigInteger(), nullable=False),
        sa.Column("released_by", sa.LargeBinary(length=16), nullable=True),
        sa.Column("released_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "released_by IS NULL OR released_by <> drafted_by", name=op.f("ck_reports_two_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
    )
