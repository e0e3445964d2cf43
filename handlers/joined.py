"""Style sheets that a page needs all together come as one file: each request costs a browser more than the few rules in it."""

from pathlib import Path

CONSOLE = "css/console.css"

PARTS: dict[str, tuple[str, ...]] = {
    CONSOLE: (
        "workspace", "inbox", "search", "consultation", "transcript", "attachment", "composer", "dialog", "navigation", "panel",
        "people", "task", "paper", "retention", "mine", "case", "statistics", "counting", "templates", "referrals", "hours",
        "week-editor", "visit-setup", "visit-times", "announcing", "visits", "visit-slots", "visit-calendar", "visit-open", "badge",
        "order-list", "flyers", "flyers-words", "flyers-pages", "flyers-preview", "flyers-mailing", "designs", "designs-choices",
        "orders", "placements", "line", "rules", "capacity", "co-reading", "practice", "room-case",
    ),
}  # fmt: skip
"""By name below static/: the sheets that it is made of, below css/, in the order in which they hold. A new one is added here."""


def parts(name: str) -> list[str]:
    """The files behind this name: those that it is made of, or the one itself."""
    return [f"css/{part}.css" for part in PARTS[name]] if name in PARTS else [name]


def read(folder: Path, name: str) -> bytes:
    """What the browser gets. Raises OSError when a part is missing."""
    return b"\n".join((folder / part).read_bytes() for part in parts(name))
