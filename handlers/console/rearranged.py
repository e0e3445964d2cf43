"""A list in another order, as a page asks for it."""

from typing import Any, Literal, NamedTuple


class Rearranged(NamedTuple):
    """`moved`: the one that was moved; of two neighbours that changed places, the first by now."""

    ids: list[str]
    moved: str


def rearranged(body: dict[str, Any], stored: list[str]) -> Rearranged | Literal["changed", "order"]:
    """{"seen": ids, "wanted": ids}. "changed" when the list is no longer as it was seen, "order" when other ids are wanted."""
    seen, wanted = body.get("seen"), body.get("wanted")
    if seen != stored:
        return "changed"
    if not isinstance(wanted, list) or not all(isinstance(one, str) for one in wanted):
        return "order"
    if sorted(wanted) != sorted(stored):
        return "order"
    first = next((place for place, one in enumerate(wanted) if one != stored[place]), 0)
    moved = wanted[first] if wanted else ""
    return Rearranged(wanted, moved)
