"""The desk ends a consultation: its resident is told once, in their language."""

from sqlalchemy import select

from bot.messages import day_words
from storage.contexts import b64
from storage.outbox import open_body, outbox
from tests.bot.talk import labels, words
from tests.cast import Json, Resident, Town
from tests.handlers.desk import Desk
from tests.handlers.line import Callback


def pushes(town: Town) -> list[Json]:
    """What waits to be pushed, with its state."""
    wanted = select(outbox).where(outbox.c.kind == "push").order_by(outbox.c.id)
    with town.database.reading() as connection:
        return [
            {"state": row.state, **open_body(connection, town.keys.kek, town.keys.courier, row)}
            for row in connection.execute(wanted).all()
            if row.sealed is not None
        ]


def test_the_resident_is_told_the_day_and_asked_three_things_once(
    sato: Desk, town: Town, hanako: Resident, case: bytes
) -> None:
    sato.claim(b64(case))
    due_at = (sato.close(b64(case)).json or {})["due_at"]
    sato.close(b64(case))
    (push,) = pushes(town)
    assert push["to"] == hanako.id
    assert f"{day_words(due_at, town.settings.timezone)}に消えます" in words(push["messages"])
    assert "3つの質問にこたえる" in labels(push["messages"])
    assert town.row(case).ended_by == "desk"


def test_in_her_language(sato: Desk, callback: Callback, town: Town, hanako: Resident, case: bytes) -> None:
    callback.events(hanako.says("English"))
    sato.claim(b64(case))
    sato.close(b64(case))
    (push,) = pushes(town)
    assert "Thank you" in words(push["messages"])


def test_whoever_blocked_the_account_is_not_told(
    sato: Desk, callback: Callback, town: Town, hanako: Resident, case: bytes
) -> None:
    callback.events(hanako.event("unfollow", replyToken=None))
    sato.claim(b64(case))
    assert sato.close(b64(case)).status_code == 201
    assert pushes(town) == []
