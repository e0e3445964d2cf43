"""The end of a talk, three questions that nobody has to answer, and the news that silence ends it."""

from bot.cards.items import SURVEY, Tap, choice, lines, words
from bot.messages import Message, bubble, text_message
from bot.phrases import Phrases

_QUESTIONS = {1: "survey.sorted", 2: "survey.times", 3: "survey.source"}


def end_ask(p: Phrases, tap: Tap) -> list[Message]:
    buttons = [choice(p.say("button.end"), tap("x", "yes")), choice(p.say("button.not_yet"), tap("x", "no"))]
    return [bubble(p.say("alt"), p.say("end.title"), [p.say("end.ask")], buttons, lead=False)]


def ended(p: Phrases, tap: Tap, *, day: str) -> list[Message]:
    """Thanks, the day on which it goes, and the way to the three questions."""
    buttons = [choice(p.say("button.answer"), tap("s")), *words(p, "erase")]
    body = lines(p.say("ended.body", day=day))
    return [
        bubble(
            p.say("alt"), p.say("ended.title"), body, buttons, lead=False, replies=words(p, "urgent", "menu")
        )
    ]


def survey(p: Phrases, tap: Tap, number: int) -> list[Message]:
    """Question 1, 2 or 3."""
    buttons = [choice(p.say(f"survey.{item}"), tap("s", str(number), item)) for item in SURVEY[number]]
    buttons.append(choice(p.say("button.skip"), tap("s", str(number), "skip")))
    return [bubble(p.say("alt"), p.say("survey.title"), [p.say(_QUESTIONS[number])], buttons, lead=False)]


def survey_thanks(p: Phrases) -> list[Message]:
    return [text_message(p.say("survey.thanks"), words(p, "talk", "menu"))]


def silence(p: Phrases, day: str, unanswered: bool) -> list[Message]:
    """Pushed once, when neither side has written for long; `day` is the last whole day."""
    return [text_message(p.say("silence.unanswered" if unanswered else "silence.answered", day=day))]
