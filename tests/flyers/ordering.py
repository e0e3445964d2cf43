"""Somebody of a school who orders paper: the Python twin of js/flyers/order.js."""

import os
from typing import Any

import altcha
from flask import Flask
from werkzeug.test import TestResponse

from storage import flyers
from storage.contexts import b64
from storage.flyers import Flyer
from tests.cast import Json, Town
from tests.flyers.showing import FIRST, SECOND

SAID = {
    "name": "見本市立あさつゆ中学校",
    "address": "〒000-0000\n見本市あさつゆ町1番",
    "contact": "保健室 山下",
    "reach": "0000-55-1001 内線 3",
    "note": "文化祭で配ります。\n12月1日までにお願いします 🌱",
}
SHOWN, HIDDEN = FIRST.id, SECOND.id


def furnish(town: Town) -> None:
    """One flyer that is shown, and one that is not."""
    shown: Flyer = FIRST._replace(version=1, shown_from=town.clock())
    with town.database.transaction() as connection:
        for one in (shown, SECOND):
            flyers.add(connection, one)


class School:
    """A browser at the page."""

    def __init__(self, app: Flask, address: str = "127.0.0.1", language: str = "ja") -> None:
        self.client, self.address, self.language = app.test_client(), address, language

    def challenge(self) -> Json:
        answer = self.client.get("/flyers/proofs")
        assert answer.status_code == 200, answer.text
        return answer.json or {}

    def proof(self) -> str:
        return solved(self.challenge())

    def sends(self, body: Any) -> TestResponse:
        where, base = f"/flyers/orders?lang={self.language}", {"REMOTE_ADDR": self.address}
        return self.client.post(where, json=body, environ_base=base)

    def orders(self, **changes: Any) -> TestResponse:
        return self.sends(filled(proof=self.proof()) | changes)


def filled(**changes: Any) -> Json:
    """As the page sends it, without a proof."""
    usual = {"id": new_id(), "kind": "school", "items": [[SHOWN, 30], ["card", 100]]}
    return usual | SAID | changes


def new_id() -> str:
    return b64(os.urandom(16))


def solved(challenge: Json) -> str:
    asked = altcha.Challenge.from_dict(challenge)
    solution = altcha.solve_challenge(asked)
    assert solution is not None
    return altcha.Payload(asked, solution).to_base64()


def why(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, (answer.json or {}).get("error", "")
