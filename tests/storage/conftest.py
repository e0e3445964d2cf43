"""The storage room: the town on both databases."""

from tests.cast import town as town
