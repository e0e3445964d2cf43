"""What a resident has chosen: language, consent, how and when answers arrive. Known by the consultation's pseudonym only.

Nothing here says what anybody wrote. A row goes with the last consultation of its resident, and after a while without any.
"""

from sqlalchemy import BigInteger, Column, LargeBinary, String, Table

from storage.database import metadata

residents = Table(
    "residents",
    metadata,
    Column("pseudonym", LargeBinary(32), primary_key=True),
    Column("language", String(8), nullable=False),
    Column("consent", String(16)),
    Column("consented_at", BigInteger),
    Column("arrival", String(8), nullable=False),
    Column("contact_hours", String(8), nullable=False),
    Column("stage", String(16)),
    Column("seen_at", BigInteger, nullable=False, index=True),
)
