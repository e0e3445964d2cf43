"""Who wants to be told on LINE of new flyers: nothing but that, under a pseudonym of its own."""

from sqlalchemy import BigInteger, Column, LargeBinary, String, Table

from storage.database import metadata

subscribers = Table(
    "subscribers",
    metadata,
    Column("pseudonym", LargeBinary(32), primary_key=True),
    Column("sealed_address", LargeBinary, nullable=False),
    Column("language", String(8), nullable=False),
    Column("since", BigInteger, nullable=False),
)
"""`pseudonym`: ctx("pseudonym", "flyers", user id), which can't be joined to that of a consultation or a booking. `sealed_address`
under the courier key.
"""
