"""A thousand replies and pushes, LINE on its worst day, and the time process killed ten times: nothing twice, nothing lost silently."""

from pathlib import Path

from tests.bot.conftest import line as line
from tests.bot.line import Line
from tests.cast import town as town
from tests.journeys.storm import Storm, storm

WAVES = {"sqlite": 10, "postgresql": 3}
"""The whole thousand on one kind of database; the other is asked whether it does the same."""

REPLIES = PUSHES = 50
SEED = 20261121


def test_a_thousand_messages_arrive_once_or_are_shown_as_not_sent(line: Line, tmp_path: Path) -> None:
    line.platform.quota.limit = None
    waves = WAVES[line.town.database.engine.dialect.name]
    with storm(line, tmp_path, SEED) as bad:
        for wave in range(waves):
            bad.misbehave(25)
            bad.happens(REPLIES, PUSHES)
            bad.kill()
            line.platform.quota.limit = (
                line.platform.quota.used(line.town.clock()) + 10 if wave == waves // 2 else None
            )
            bad.settle()
        assert sum(map(len, bad.answers.values())) + sum(bad.asked.values()) == waves * (REPLIES + PUSHES)
        bad.loses_line_for_a_day()
        what_arrived(bad)
    assert [line for line in bad.courier.said.splitlines() if '"failed"' in line] == []


def what_arrived(bad: Storm) -> None:
    """Looks at every phone and at what the desk is shown."""
    line, reasons = bad.line, []
    for user, consultation in bad.people:
        given, shown = bad.answers[consultation], line.shown(user)
        told = line.deliveries(consultation)
        assert len(told) == len(given)
        for text, (state, reason) in zip(given, told, strict=True):
            reasons.append(reason)
            assert (state, shown.count(text)) in {
                ("accepted", 1),
                ("failed", 0),
                ("failed", 1 if reason == "unknown" else 0),
            }
        # What LINE carries out long after nobody waits for it any more may come late: the desk was told that nobody knows.
        sure = [text for text, (state, _) in zip(given, told, strict=True) if state == "accepted"]
        assert [text for text in shown if text in set(sure)] == sure
        replies = [done for done in line.platform.accepted if done.to == user and done.how == "reply"]
        assert len(replies) <= bad.asked[user] + 1
    assert reasons.count(None) > 0.7 * len(reasons)
    assert set(reasons) == {None, "refused", "unknown"}
    replies = [done for done in line.platform.accepted if done.how == "reply"]
    assert len(replies) > 0.9 * sum(bad.asked.values())
    assert {200, 400, 409, 429, 500, 503} <= set(bad.calls())
