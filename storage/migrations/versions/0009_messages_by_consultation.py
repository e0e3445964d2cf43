"""A message is looked for among its resident's consultations: its index lies in the order of them, and no longer of random hashes.

Code of before goes on meanwhile, and looks longer for what is unsent.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    given = sa.text("message_ref IS NOT NULL")
    op.drop_index("ix_transcript_entries_message_ref", "transcript_entries")
    op.create_index(
        "ix_transcript_entries_message",
        "transcript_entries",
        ["consultation_id", "message_ref"],
        sqlite_where=given,
        postgresql_where=given,
    )
