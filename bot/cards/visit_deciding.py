"""What is asked once a time is chosen: how many come, a private room, notices; and the question whether all this is right."""

from collections.abc import Sequence

from bot.cards.items import lines
from bot.cards.visit_parts import Choice, Told, below, card, facts, grid, label, paragraph
from bot.messages import Button, Message
from bot.phrases import Phrases

_SHORT = 18
_SAYS = {"vb": "book", "vh": "ask", "vq": "do_wait", "vc": "change"}
_TELLS = {"vb": "visit.sure_held", "vh": "visit.sure_wish", "vq": "visit.sure_wait"}


def visit_question(p: Phrases, asked: str, answers: Sequence[Choice]) -> list[Message]:
    """`asked`: persons, room or notice. All answers look alike. The hours of the eve stand below the other notices."""
    first = 2 if asked == "notice" else len(answers)
    told: Told = [*lines(p.say(f"visit.{asked}_body")), grid(p, answers[:first])]
    told += [grid(p, answers[first:])] if answers[first:] else []
    return [card(p, p.say(f"visit.{asked}_title"), told, replies=below(p))]


def visit_sure(
    p: Phrases,
    subject: str,
    when: Sequence[str],
    lines_: Sequence[str],
    yes: str,
    *,
    place: str,
    anew: str,
    stop: str,
) -> list[Message]:
    """Everything once more. `subject`: vb (a time that is held), vh (wishes), vq (waiting) or vc (a change of what is booked)."""
    told: Told = [
        *[paragraph(one, bold=True, size="lg" if len(one) <= _SHORT else "md") for one in when],
        place,
        facts(lines_),
    ]
    told += [paragraph(p.say(_TELLS[subject]))] if subject in _TELLS else []
    buttons: list[Button] = [label(p, _SAYS[subject], yes)]
    buttons += [label(p, "other_times", anew)] if anew else []
    buttons += [label(p, "stop", stop)]
    return [card(p, p.say("visit.sure_title"), told, buttons, lead=True)]
