"""Mailings: the neutral notice of a new flyer, on its way to everybody who asked for such notices, each once."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table

from storage.database import metadata

GOING, DONE, STOPPED = "going", "done", "stopped"
WAITING, QUEUED, SENT, FAILED = "waiting", "queued", "sent", "failed"

mailings = Table(
    "mailings",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("flyer", String(10), nullable=False),
    Column("state", String(8), nullable=False),
    Column("wanted", Integer, nullable=False),
    Column("sent", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("begun_at", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    Column("revision", Integer, nullable=False),
)

mailing_recipients = Table(
    "mailing_recipients",
    metadata,
    Column("mailing", LargeBinary(16), primary_key=True),
    Column("pseudonym", LargeBinary(32), primary_key=True),
    Column("state", String(8), nullable=False),
    Column("retry_key", String(36)),
)
"""`retry_key` of the outbox row that carries it. Rows of a mailing that ended go; its numbers stay in `mailings`' own row."""
Index("ix_mailing_recipients_state", mailing_recipients.c.mailing, mailing_recipients.c.state)
