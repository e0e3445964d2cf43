"""Ten thousand webhook events as LINE's specification has them, at the real callback; and bodies that are no webhook at all."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.cast import Town
from tests.fuzz.raining import how_many, rain
from tests.fuzz.sending import Sender
from tests.fuzz.spoiling import nested
from tests.fuzz.webhook_events import EVENTS


def test_events_as_line_specifies_them(sender: Sender, town: Town) -> None:
    rain(sender, EVENTS, town)
    assert sender.events >= how_many(town)
    assert len(sender.expected.readable()) > 0.1 * how_many(town)
    sender.assert_everything_is_stored_once()


BODIES = [
    b"", b"\xff\xfe", b'{"events":[{"type":"message","message":{"type":"text","text":"\xe3\x81"}}]}', b"null", b"[]", b'"x"',
    b"{}", b'{"events":null}', b'{"events":{}}', b'{"events":[}', b'{"events":"message"}', b'{"events":[]', b"[" * 100_000,
    b'{"events":' + b"[" * 100_000, b'{"a":' * 50_000 + b"1" + b"}" * 50_000, b'{"events":[' + b"9" * 5_000 + b"]}",
    b"\x1f\x8b\x08\x00", b'{"events":[]}garbage',
]  # fmt: skip


@pytest.mark.parametrize("body", BODIES)
def test_a_body_that_is_no_webhook_is_refused_and_nothing_is_stored(
    sender: Sender, town: Town, body: bytes
) -> None:
    before = town.count()
    sender.refused(body)
    assert town.count() == before


def test_what_stands_around_the_events_is_nobodys_business(sender: Sender) -> None:
    for more in ({}, {"destination": None}, {"destination": ["x"]}, {"next": nested(300, lists=False)}):
        status = sender._callback.signed(json.dumps({"events": [], **more}).encode()).status_code
        assert status == 200
        sender.assert_silence()


def test_the_official_schema_agrees_that_these_are_webhooks() -> None:
    """Where somebody has LINE's specification, made strict, beside this folder."""
    found = sorted(Path(__file__).parents[3].glob("*/line-openapi/webhook.strict.yml"))
    if not found:
        pytest.skip("LINE's specification is not at hand")
    import jsonschema
    import yaml

    strict = yaml.safe_load(found[0].read_text("utf-8"))
    schema = {"$ref": "#/components/schemas/CallbackRequest", "components": strict["components"]}
    validator = jsonschema.Draft202012Validator(schema)

    @settings(
        max_examples=8,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(EVENTS)
    def agrees(batch: list[Any]) -> None:
        validator.validate({"destination": "U" + "0" * 32, "events": batch})

    agrees()
