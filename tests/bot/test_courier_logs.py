"""The courier logs every call by LINE's request id, and nothing of what it carried."""

import json
import logging

import pytest

from tests.bot.line import Line
from tests.cast import SECRET, TOKEN


def test_each_call_is_one_line_with_its_request_id(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        case = line.consultation("カナリアのことば")
        line.town.answer(case, "カナリアへの返事")
        line.platform.faults.refuse(500, path="/message/push", message="カナリアの失敗")
        line.deliver()
        line.town.clock.pass_(seconds=2)
        line.deliver(line.connect(stateless=True))
        line.platform.invite(line.hanako)
        line.platform.webhooks.settle()
        line.deliver()

    told = [json.loads(record.getMessage()) for record in caplog.records if record.name == "hidamari.line"]
    calls = line.platform.calls.all()
    assert [(one["line"], one["status"]) for one in told] == [
        ("reply", 200),
        ("push", 500),
        ("token", 200),
        ("push", 200),
        ("leave", 200),
    ]
    assert [one["request_id"] for one in told] == [call.request_id for call in calls]
    everything = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    (row,) = (row for row in line.rows() if row["kind"] == "push")
    group = next(iter(line.platform.groups))
    for canary in ("カナリア", line.hanako, group, TOKEN, SECRET, "stateless.", row["retry_key"]):
        assert canary not in everything
        assert ascii(canary)[1:-1] not in everything


def test_a_call_without_an_answer_is_logged_too(line: Line, caplog: pytest.LogCaptureFixture) -> None:
    case = line.consultation()
    line.town.answer(case, "いそいで")
    line.platform.faults.drop_answer(path="/message/push")
    with caplog.at_level(logging.INFO):
        line.deliver()
    told = [json.loads(record.getMessage()) for record in caplog.records if record.name == "hidamari.line"]
    assert told == [{"line": "push", "status": None, "request_id": None}]
