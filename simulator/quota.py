"""The monthly quota: pushes count, replies do not."""

from datetime import UTC, datetime, timedelta, timezone

from simulator.refusals import MONTHLY_LIMIT, Refusal

_JAPAN = timezone(timedelta(hours=9))


class Quota:
    """`limit` messages a calendar month in Japan; None: unlimited. A push to one person is one message."""

    def __init__(self, limit: int | None = 5_000) -> None:
        self.limit = limit
        self._used: dict[str, int] = {}

    def used(self, now: int) -> int:
        return self._used.get(_month(now), 0)

    def use(self, count: int, now: int) -> None:
        """Say that so many have been used this month."""
        self._used[_month(now)] = count

    def spend(self, recipients: int, now: int) -> None:
        """Count one message for each recipient, or refuse with 429 and count nothing."""
        if self.limit is not None and self.used(now) + recipients > self.limit:
            raise Refusal(429, MONTHLY_LIMIT)
        self._used[_month(now)] = self.used(now) + recipients


def _month(now: int) -> str:
    return datetime.fromtimestamp(now / 1000, UTC).astimezone(_JAPAN).strftime("%Y-%m")
