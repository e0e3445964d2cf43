"""The room: consultations that only browsers can read, the links that lead there, and what is being uploaded."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("case_keys") as batch_op:
        batch_op.add_column(
            sa.Column("inside", sa.Boolean(), server_default=sa.false(), nullable=False),
        )
    with op.batch_alter_table("consultations") as batch_op:
        batch_op.drop_index("uq_consultations_open_pseudonym")
        batch_op.create_index(
            "uq_consultations_open_pseudonym",
            ["pseudonym", "lane"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
    _rooms()
    _links()
    _uploads()


def _rooms() -> None:
    op.create_table(
        "rooms",
        sa.Column("consultation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("access_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed_capsule", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("head", sa.LargeBinary(length=32), nullable=False),
        sa.Column("knock", sa.Boolean(), nullable=False),
        sa.Column("knocked_at", sa.BigInteger(), nullable=True),
        sa.Column("contact_hours", sa.String(length=8), nullable=False),
        sa.Column("contested_at", sa.BigInteger(), nullable=True),
        sa.Column("typing_at", sa.BigInteger(), nullable=True),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_rooms")),
        sa.UniqueConstraint("access_hash", name=op.f("uq_rooms_access_hash")),
    )


def _links() -> None:
    op.create_table(
        "room_links",
        sa.Column("link_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("pseudonym", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed_address", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("claimed_by", sa.LargeBinary(length=32), nullable=True),
        sa.Column("contested_at", sa.BigInteger(), nullable=True),
        sa.Column("consultation_id", sa.LargeBinary(length=16), nullable=True),
        sa.PrimaryKeyConstraint("link_hash", name=op.f("pk_room_links")),
    )
    with op.batch_alter_table("room_links") as batch_op:
        batch_op.create_index(batch_op.f("ix_room_links_expires_at"), ["expires_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_room_links_pseudonym"), ["pseudonym"], unique=False)
        batch_op.create_index(batch_op.f("ix_room_links_consultation_id"), ["consultation_id"], unique=False)


def _uploads() -> None:
    op.create_table(
        "room_uploads",
        sa.Column("consultation_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("ref", sa.LargeBinary(length=16), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("stored_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("consultation_id", "ref", "number", name=op.f("pk_room_uploads")),
    )
    with op.batch_alter_table("room_uploads") as batch_op:
        batch_op.create_index(batch_op.f("ix_room_uploads_stored_at"), ["stored_at"], unique=False)
