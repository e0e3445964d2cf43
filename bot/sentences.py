"""Which sentences there are, which tokens each must have, and where it may be seen."""

from dataclasses import dataclass
from typing import Literal

from bot import flyer_sentences, visit_sentences

Place = Literal["lock", "label", "card"]


@dataclass(frozen=True)
class Sentence:
    """`shows`: "lock" = a lock screen or a list of talks may show it; "label" = on a button, and then in the talk as if
    the resident had said it; "card" = only inside a card, after the talk was opened."""

    tokens: frozenset[str]
    shows: Place


def _all(shows: Place, *names: str) -> dict[str, Sentence]:
    """Each name is a key and its tokens, with spaces between."""
    return {key: Sentence(frozenset(tokens), shows) for key, *tokens in map(str.split, names)}


_ON_A_LOCK_SCREEN = _all(
    "lock",
    "alt",
    "greeting",
    "welcome_back",
    "write_now",
    "got.text",
    "got.image",
    "got.audio",
    "got.video",
    "got.file",
    "got.sticker",
    "got.location",
    "got.other",
    "answer.now",
    "answer.from opening",
    "not_here",
    "room.not_here",
    "room.got",
    "not_now day",
    "arrival_set.plain",
    "arrival_set.quiet",
    "arrival_set.knock",
    "hours_set.any",
    "hours_set.day",
    "hours_set.evening",
    "hours_set.office",
    "language_set",
    "location.told",
    "location.dropped",
    "erase.now moment numbers",
    "erase.held moment numbers day",
    "erase.check address",
    "erase.when_closed numbers address",
    "erase.is_closed",
    "erase.nothing",
    "survey.thanks",
    "silence.answered day",
    "silence.unanswered day",
    "knock",
    "nothing_to_read",
    "too_large megabytes",
    "old_button",
    "cannot_receive",
)
_IN_A_CARD = _all(
    "card",
    "menu.title",
    "menu.more",
    "consent.title",
    "consent.body days",
    "consent.stop",
    "consent_more.title",
    "consent_more.body",
    "topics.title",
    "topics.body",
    "examples.title",
    "examples.body",
    "examples.foot",
    "device.title",
    "device.body",
    "device_hints.title",
    "device_hints.body",
    "urgent.title",
    "urgent.body",
    "urgent.danger",
    "urgent.life",
    "urgent.fear",
    "urgent.hurt",
    "urgent.young",
    "urgent.write",
    "urgent.afraid",
    "urgent.near",
    "urgent.open",
    "urgent.foot",
    "young.title",
    "young.body",
    "young.foot",
    "about.title",
    "about.who",
    "about.body",
    "about.talk",
    "about.room",
    "about.until days",
    "about.page",
    "room.choose_title",
    "room.choose_body",
    "room.choose_line",
    "room.title",
    "room.body",
    "room.once",
    "room.again_title",
    "room.again_body",
    "room.anew_body",
    "check.title",
    "check.body",
    "check.page",
    "booking.title",
    "booking.body",
    "booking.nobody",
    "outings.title",
    "outings.body",
    "outings.none",
    "arrival.title",
    "arrival.body",
    "arrival.now arrival hours",
    "hours.title",
    "hours.body",
    "location.title",
    "location.ask",
    "erase.title",
    "erase.offer",
    "erase.days_left days",
    "erase.phone",
    "end.title",
    "end.ask",
    "ended.title",
    "ended.body day",
    "survey.title",
    "survey.sorted",
    "survey.times",
    "survey.source",
)
_ON_A_BUTTON = _all(
    "label",
    "button.start",
    "button.go_on",
    "button.more",
    "button.stop",
    "button.chosen",
    "button.skip",
    "button.erase_now",
    "button.erase_when_closed",
    "button.keep",
    "button.end",
    "button.not_yet",
    "button.answer",
    "button.open_room",
    "button.write_here",
    "button.anew",
    "button.tell",
    "button.drop",
    "device.no",
    "device.maybe",
    "device.skip",
    "arrival.plain",
    "arrival.quiet",
    "arrival.knock",
    "hours.any",
    "hours.day",
    "hours.evening",
    "hours.office",
    "survey.yes",
    "survey.some",
    "survey.little",
    "survey.moya",
    "survey.early",
    "survey.noon",
    "survey.night",
    "survey.weekend",
    "survey.library",
    "survey.branch",
    "survey.school",
    "survey.clinic",
    "survey.work",
    "survey.handout",
    "survey.web",
    "survey.people",
    "survey.long_ago",
    "survey.forgot",
)
_TELLING_BUTTONS = _all(
    "card",
    "topic.moya",
    "topic.body",
    "topic.sogi",
    "topic.family",
    "topic.safety",
    "topic.work",
    "topic.living",
    "topic.someone",
    "topic.none",
)
_OF_VISITS = (
    _all("lock", *visit_sentences.LOCK)
    | _all("card", *visit_sentences.CARD)
    | _all("label", *visit_sentences.LABEL)
)
_OF_FLYERS = (
    _all("lock", *flyer_sentences.LOCK)
    | _all("card", *flyer_sentences.CARD)
    | _all("label", *flyer_sentences.LABEL)
)
SENTENCES: dict[str, Sentence] = (
    _ON_A_LOCK_SCREEN | _IN_A_CARD | _ON_A_BUTTON | _TELLING_BUTTONS | _OF_VISITS | _OF_FLYERS
)
