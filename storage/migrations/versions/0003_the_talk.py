"""The talk: residents' choices, attachments, bundled and waiting deliveries, hours, totals, the gauge of LINE's quota."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("consultations") as batch_op:
        batch_op.add_column(sa.Column("flagged_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(
            sa.Column("language", sa.String(length=8), nullable=False, server_default=sa.text("'ja'"))
        )
        batch_op.add_column(sa.Column("ended_by", sa.String(length=8), nullable=True))
    with op.batch_alter_table("outbox") as batch_op:
        batch_op.add_column(sa.Column("bundle", sa.String(length=36), nullable=True))
        batch_op.add_column(sa.Column("uncertain_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("quiet", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("waits_for", sa.String(length=16), nullable=True))
        batch_op.create_index("ix_outbox_bundle", ["bundle"], unique=False)
    _residents()
    _attachments()
    _totals()
    _hours()


def _residents() -> None:
    op.create_table(
        "residents",
        sa.Column("pseudonym", sa.LargeBinary(length=32), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("consent", sa.String(length=16), nullable=True),
        sa.Column("consented_at", sa.BigInteger(), nullable=True),
        sa.Column("arrival", sa.String(length=8), nullable=False),
        sa.Column("contact_hours", sa.String(length=8), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("pseudonym", name=op.f("pk_residents")),
    )
    with op.batch_alter_table("residents") as batch_op:
        batch_op.create_index(batch_op.f("ix_residents_seen_at"), ["seen_at"], unique=False)


def _attachments() -> None:
    op.create_table(
        "attachments",
        sa.Column("consultation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("consultation_id", "position", "number", name=op.f("pk_attachments")),
    )


def _totals() -> None:
    op.create_table(
        "totals",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("item", sa.String(length=32), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "kind", "item", name=op.f("pk_totals")),
    )
    op.create_table(
        "survey_slips",
        sa.Column("slip", sa.LargeBinary(length=32), nullable=False),
        sa.Column("next", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("slip", name=op.f("pk_survey_slips")),
    )
    with op.batch_alter_table("survey_slips") as batch_op:
        batch_op.create_index(batch_op.f("ix_survey_slips_expires_at"), ["expires_at"], unique=False)
    op.create_table(
        "quota_readings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quota", sa.BigInteger(), nullable=True),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=False),
        sa.Column("spent_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quota_readings")),
    )


def _hours() -> None:
    op.create_table(
        "desk_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk", sa.String(length=32), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("nth", sa.String(length=16), nullable=True),
        sa.Column("opens", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("last_day", sa.String(length=10), nullable=True),
        sa.Column("holidays", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_hours")),
    )
    with op.batch_alter_table("desk_hours") as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_hours_desk"), ["desk"], unique=False)
    op.create_table(
        "closures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk", sa.String(length=32), nullable=True),
        sa.Column("first_day", sa.String(length=10), nullable=False),
        sa.Column("last_day", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closures")),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shown_from", sa.BigInteger(), nullable=False),
        sa.Column("shown_until", sa.BigInteger(), nullable=False),
        sa.Column("ja", sa.Text(), nullable=False),
        sa.Column("easy", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
