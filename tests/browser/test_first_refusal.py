"""The browser checks many records at once; what it says is nevertheless what the first bad one in stored order deserves,
as the server's code says that goes through them one by one.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from storage.contexts import Code, Rejected
from tests.browser.answers import Ask
from tests.protocol.forgeries import changed, flipped
from tests.protocol.office import Case, Office, conversation
from tests.protocol.story import Json, Story

PAGE = "crypto_page"

SPOILED: dict[Code, Callable[[Case, int], Json]] = {
    "transplant": lambda case, at: changed(told(case, at), case=bytes(16)),
    "generation": lambda case, at: changed(told(case, at), key_id=bytes(16)),
    "inbound-key": lambda case, at: changed(told(case, at), dir=0, sender=bytes(16)),
    "sender": lambda case, at: changed(told(case, at), dir=1, sender=bytes(16)),
    "signature": lambda case, at: flipped(told(case, at), "sig"),
    "blob-hash": lambda case, at: flipped(told(case, at), "blob"),
    "replay": lambda case, at: told(case, at - 2),
}
"""One record of a conversation, made wrong so that it alone deserves this code. A replay needs two records before it."""


def told(case: Case, at: int) -> dict[str, Any]:
    return dict(case.records[at].as_dict())


def shown(case: Case, wrong: dict[int, Code]) -> Story:
    """The conversation with these records made wrong."""
    records = [
        SPOILED[wrong[at]](case, at) if at in wrong else told(case, at) for at in range(len(case.records))
    ]
    return replace(Story.of(case), records=records)


@pytest.fixture(scope="module")
def case() -> Case:
    return conversation(Office())


@pytest.mark.parametrize("second", SPOILED)
@pytest.mark.parametrize("first", SPOILED)
def test_the_first_bad_record_decides(ask: Ask, case: Case, first: Code, second: Code) -> None:
    story = shown(case, {2: first, 4: second})
    with pytest.raises(Rejected) as refused:
        story.read()
    assert refused.value.code == first
    assert ask("read", story.as_dict()) == {"refused": first}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"sig": bytes(64), "blob": b"another"}, "signature"),
        ({"blob": b"another", "seq": 1, "sig": None}, "blob-hash"),
        ({"case": bytes(16), "sig": bytes(64)}, "transplant"),
        ({"key_id": bytes(16), "sender": bytes(16)}, "generation"),
        ({"sender": bytes(16), "sig": bytes(64)}, "inbound-key"),
    ],
)
def test_of_one_record_the_first_reason_counts(
    ask: Ask, case: Case, wrong: dict[str, Any], code: Code
) -> None:
    office = case.office
    record = replace(case.records[2], **{name: value for name, value in wrong.items() if value is not None})
    if "sig" in wrong and wrong["sig"] is None:
        record = replace(record, sig=office.intake.signer.sign(record.signed_bytes(office.fp)))
    story = shown(case, {})
    story = replace(story, records=[*story.records[:2], dict(record.as_dict()), *story.records[3:]])
    with pytest.raises(Rejected) as refused:
        story.read()
    assert refused.value.code == code
    assert ask("read", story.as_dict()) == {"refused": code}
