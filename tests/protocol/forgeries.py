"""Every attack on a transcript that protocol consult/1 refuses, each with the code it must be refused with.

An attack is a function from an office and a conversation in it to the story that the reader is then shown.
What the attacker holds is what the function uses: nothing but the database, a colleague's key, the intake's
key, and so on.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from storage.contexts import Code, b64, unb64
from tests.protocol.office import Case, Office, conversation
from tests.protocol.story import Story

Attack = Callable[[Office, Case], Story]


class Forgery(NamedTuple):
    """What must come out, how it is made, and of which honest conversation."""

    code: Code
    attack: Callable[[Office, Any], Story]
    begin: Callable[[Office], Case] = conversation

    def story(self) -> Story:
        """One that must be refused."""
        office = Office()
        return self.attack(office, self.begin(office))


FORGERIES: dict[str, Forgery] = {}


def forgery(code: Code) -> Callable[[Attack], Attack]:
    """Enter the function as an attack that must be refused with this code."""

    def enter(attack: Attack) -> Attack:
        name = attack.__name__.replace("_", "-")
        assert name not in FORGERIES
        FORGERIES[name] = Forgery(code, attack)
        return attack

    return enter


def changed(json: dict[str, Any], **fields: object) -> dict[str, Any]:
    """The same object with some fields set to something else; bytes become base64url."""
    return json | {name: b64(value) if isinstance(value, bytes) else value for name, value in fields.items()}


def flipped(json: dict[str, Any], name: str, at: int = 0) -> dict[str, Any]:
    """The same object with one bit of one field turned: of byte `at`, or the lowest of a number."""
    value = json[name]
    if isinstance(value, int):
        return json | {name: value ^ 1}
    content = bytearray(unb64(value))
    content[at] ^= 1
    return json | {name: b64(bytes(content))}


def with_record(story: Story, position: int, record: dict[str, Any]) -> Story:
    """The story with another record in one place."""
    records = list(story.records)
    records[position] = record
    return replace(story, records=records)
