"""Flyers: what is uploaded, where paper lies, who wants to be told of new ones, orders of paper, and designs.

And no number of the outbox is given twice.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _outbox()
    _designs()
    _flyer_images()
    _flyers()
    _mailing_recipients()
    _mailings()
    _paper_orders()
    _placements()
    _spent_proofs()
    _subscribers()
    _flyer_versions()
    _placement_flyers()


def _outbox() -> None:
    """SQLite gives the number of a row that was deleted to the next one, unless told otherwise."""
    if op.get_bind().dialect.name == "sqlite":
        kept = {"sqlite_autoincrement": True}
        with op.batch_alter_table("outbox", recreate="always", table_kwargs=kept):
            pass


def _designs() -> None:
    op.create_table(
        "designs",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("template", sa.String(length=8), nullable=False),
        sa.Column("variant", sa.String(length=10), nullable=False),
        sa.Column("colour", sa.String(length=12), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_designs")),
    )


def _flyer_images() -> None:
    op.create_table(
        "flyer_images",
        sa.Column("flyer", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(length=4), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("flyer", "version", "page", "width", "format", name=op.f("pk_flyer_images")),
    )


def _flyers() -> None:
    op.create_table(
        "flyers",
        sa.Column("id", sa.String(length=10), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title_ja", sa.String(length=60), nullable=False),
        sa.Column("title_easy", sa.String(length=120), nullable=False),
        sa.Column("title_en", sa.String(length=80), nullable=False),
        sa.Column("talk_ja", sa.String(length=20), nullable=False),
        sa.Column("talk_easy", sa.String(length=40), nullable=False),
        sa.Column("talk_en", sa.String(length=20), nullable=False),
        sa.Column("text_ja", sa.String(length=600), nullable=False),
        sa.Column("text_easy", sa.String(length=1200), nullable=False),
        sa.Column("text_en", sa.String(length=800), nullable=False),
        sa.Column("audience_ja", sa.String(length=60), nullable=False),
        sa.Column("audience_easy", sa.String(length=120), nullable=False),
        sa.Column("audience_en", sa.String(length=80), nullable=False),
        sa.Column("languages", sa.String(length=40), nullable=False),
        sa.Column("card", sa.String(length=2), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("shown_from", sa.BigInteger(), nullable=True),
        sa.Column("shown_until", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flyers")),
    )


def _mailing_recipients() -> None:
    op.create_table(
        "mailing_recipients",
        sa.Column("mailing", sa.LargeBinary(length=16), nullable=False),
        sa.Column("pseudonym", sa.LargeBinary(length=32), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("retry_key", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("mailing", "pseudonym", name=op.f("pk_mailing_recipients")),
    )
    with op.batch_alter_table("mailing_recipients") as batch_op:
        batch_op.create_index("ix_mailing_recipients_state", ["mailing", "state"], unique=False)


def _mailings() -> None:
    op.create_table(
        "mailings",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("flyer", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailings")),
    )


def _paper_orders() -> None:
    op.create_table(
        "paper_orders",
        sa.Column("id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("sealed_details", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_orders")),
    )
    with op.batch_alter_table("paper_orders") as batch_op:
        batch_op.create_index("ix_paper_orders_due_at", ["due_at"], unique=False)


def _placements() -> None:
    op.create_table(
        "placements",
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("leads", sa.String(length=8), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("shown_ja", sa.String(length=80), nullable=False),
        sa.Column("shown_easy", sa.String(length=160), nullable=False),
        sa.Column("shown_en", sa.String(length=80), nullable=False),
        sa.Column("address", sa.String(length=120), nullable=False),
        sa.Column("hours_ja", sa.String(length=200), nullable=False),
        sa.Column("hours_easy", sa.String(length=300), nullable=False),
        sa.Column("hours_en", sa.String(length=200), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_placements")),
    )


def _spent_proofs() -> None:
    op.create_table(
        "spent_proofs",
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_spent_proofs")),
    )
    with op.batch_alter_table("spent_proofs") as batch_op:
        batch_op.create_index("ix_spent_proofs_expires_at", ["expires_at"], unique=False)


def _subscribers() -> None:
    op.create_table(
        "subscribers",
        sa.Column("pseudonym", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed_address", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("pseudonym", name=op.f("pk_subscribers")),
    )


def _flyer_versions() -> None:
    op.create_table(
        "flyer_versions",
        sa.Column("flyer", sa.String(length=10), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("aloud", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["flyer"], ["flyers.id"], name=op.f("fk_flyer_versions_flyer")),
        sa.PrimaryKeyConstraint("flyer", "number", name=op.f("pk_flyer_versions")),
    )


def _placement_flyers() -> None:
    op.create_table(
        "placement_flyers",
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("flyer", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["placements.code"], name=op.f("fk_placement_flyers_code")),
        sa.ForeignKeyConstraint(["flyer"], ["flyers.id"], name=op.f("fk_placement_flyers_flyer")),
        sa.PrimaryKeyConstraint("code", "flyer", name=op.f("pk_placement_flyers")),
    )
