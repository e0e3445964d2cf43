"""From the first word to writing freely: consent, topic, the question about the screen. Nothing here is required."""

from bot.cards.items import TOPICS, Tap, choice, lines, words
from bot.messages import Message, bubble, text_message
from bot.phrases import Phrases


def consent(p: Phrases, tap: Tap, *, days: int, begun: bool = False) -> list[Message]:
    """`begun`: words have come already, and wait sealed. `days`: how long they are kept after the end."""
    start = choice(p.say("button.go_on" if begun else "button.start"), tap("go"))
    buttons = [start, choice(p.say("button.more"), tap("more")), choice(p.say("button.stop"), tap("stop"))]
    paragraphs = lines(p.say("consent.body", days=days)) + ([p.say("consent.stop")] if begun else [])
    return [bubble(p.say("alt"), p.say("consent.title"), paragraphs, buttons)]


def consent_more(p: Phrases) -> list[Message]:
    """What LINE keeps, and what is kept here."""
    body = lines(p.say("consent_more.body"))
    return [bubble(p.say("alt"), p.say("consent_more.title"), body, words(p, "talk", "about"))]


def topics(p: Phrases, tap: Tap) -> list[Message]:
    """Optional. What the talk shows of the choice does not tell which it was."""
    shown = p.say("button.chosen")
    buttons = [
        choice(p.say(f"topic.{topic}"), tap("t", str(place)), shown) for place, topic in enumerate(TOPICS)
    ]
    return [
        bubble(
            p.say("alt"),
            p.say("topics.title"),
            [p.say("topics.body")],
            buttons,
            lead=False,
            replies=words(p, "examples"),
        )
    ]


def examples(p: Phrases, tap: Tap) -> list[Message]:
    """Invented sentences, for whoever wonders whether theirs may be said here."""
    shown = p.say("button.chosen")
    first = choice(p.say("topic.moya"), tap("t", str(TOPICS.index("moya"))), shown)
    without = choice(p.say("topic.none"), tap("t", str(TOPICS.index("none"))), shown)
    paragraphs = [*lines(p.say("examples.body")), p.say("examples.foot")]
    return [bubble(p.say("alt"), p.say("examples.title"), paragraphs, [first, without], lead=False)]


def device(p: Phrases, tap: Tap) -> list[Message]:
    """Asked once: may others see this screen."""
    buttons = [choice(p.say(f"device.{answer}"), tap("d", answer)) for answer in ("no", "maybe", "skip")]
    return [bubble(p.say("alt"), p.say("device.title"), [p.say("device.body")], buttons, lead=False)]


def device_hints(p: Phrases, tap: Tap) -> list[Message]:
    """After "maybe": what may help, and the way to choose how replies arrive."""
    body = lines(p.say("device_hints.body"))
    buttons = [choice(p.say("arrival.knock"), tap("a", "knock")), *words(p, "arrival")]
    return [bubble(p.say("alt"), p.say("device_hints.title"), body, buttons, lead=False)]


def write_now(p: Phrases) -> list[Message]:
    return [text_message(p.say("write_now"), words(p, "urgent", "menu"))]
