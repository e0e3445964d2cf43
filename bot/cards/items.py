"""What can be chosen, and the small parts that several cards share."""

from collections.abc import Callable, Sequence

from bot.messages import Button
from bot.phrases import Command, Phrases

Tap = Callable[..., str]
"""`tap(action, *args)` → what a button sends when it is tapped."""

TOPICS = ("moya", "body", "sogi", "family", "safety", "work", "living", "someone", "none")
ARRIVALS = ("plain", "quiet", "knock")
HOURS = ("any", "day", "evening", "office")
SURVEY: dict[int, tuple[str, ...]] = {
    1: ("yes", "some", "little", "moya"),
    2: ("early", "noon", "night", "weekend"),
    3: ("library", "branch", "school", "clinic", "work", "handout", "web", "people", "long_ago", "forgot"),
}
"""The items of each question; "skip" is one more of each."""


def words(p: Phrases, *commands: Command) -> list[Button]:
    """Buttons that say a keyword."""
    return [Button(p.keyword(command), "say", p.keyword(command)) for command in commands]


def choice(label: str, sends: str, shown: str | None = None) -> Button:
    """A button that is tapped; the talk shows its label unless there is something better to show."""
    return Button(label, "tap", sends, label if shown is None else shown)


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def joined(p: Phrases, sentences: Sequence[str]) -> str:
    """Sentences that follow each other."""
    return "\n".join(sentences)
