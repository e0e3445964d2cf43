"""How many have waited longer than a desk means to let them."""

import pytest

from storage.capacity import Load


@pytest.mark.parametrize(("within", "late"), [(None, 0), (1000, 2), (3999, 1), (4000, 0), (10_000, 0)])
def test_who_has_waited_exactly_so_long_is_not_late(within: int | None, late: int) -> None:
    load = Load(waiting_since=(1000, 2000, 4500))
    assert load.late(within, now=5000) == late
    assert load.longest == 1000
