"""What must be refused, and why."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from storage.contexts import Code, Rejected


@contextmanager
def refused(code: Code, detail: str | None = None) -> Iterator[None]:
    """What runs inside must be Rejected with exactly this code and, where given, this detail for the log."""
    with pytest.raises(Rejected) as refusal:
        yield
    assert refusal.value.code == code
    if detail is not None:
        assert str(refusal.value) == f"{code}: {detail}"
