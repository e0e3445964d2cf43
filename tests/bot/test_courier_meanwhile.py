"""What may happen while an answer is on its way to LINE: its row goes, and another is queued."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from werkzeug.wrappers import Response

from simulator.rehearsal import serve
from storage import consultations, outbox
from storage.ledger import receipt_number
from tests.bot.line import Line
from tests.cast import Town
from tests.handlers.doors import opened
from tests.handlers.line import Callback
from tests.harness.until import until
from tests.harness.waiting import somebody_waits

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment


def test_the_answer_to_a_wish_is_not_taken_for_the_one_that_was_on_its_way(line: Line) -> None:
    """The wish ends the greeting that the courier is just carrying; what is queued then is another row, whatever became of the
    first one: no number of the outbox is ever given twice.
    """
    line.says("やっぱり消したい")
    (consultation,) = line.town.consultations()
    with serve(_while_answering(lambda: line.says("いま全部消す"))) as origin:
        line.deliver(line.connect(origin=origin))
    line.town.clock.pass_(seconds=5)
    line.deliver()
    (said,) = [text for text in line.shown() if text.startswith("受け付けました。")]
    assert receipt_number(consultation) in said


@pytest.mark.parametrize("town", ["postgresql"], indirect=True)
def test_a_block_that_crosses_an_answer_on_its_way_is_not_lost(town: Town) -> None:
    """The courier holds the row of the outbox and wants the consultation, her block the other way round: PostgreSQL ends one of both."""
    hanako = town.resident()
    with opened(town.settings, town.clock) as app, ThreadPoolExecutor(1) as threads:
        callback = Callback(app)
        callback.events(hanako.says("きいて"))
        (case,) = town.consultations()
        with town.database.transaction() as connection:
            outbox.accepted(connection, [row.id for row in outbox.unfinished(connection, case, "reply")])
            block = threads.submit(callback.events, hanako.event("unfollow", replyToken=None))
            until(lambda: somebody_waits(town.database))
            consultations.note_changed(connection, case)
        assert block.result() == 200
    assert not town.row(case).reachable


def _while_answering(happens: Callable[[], object]) -> "WSGIApplication":
    """A LINE at which something happens, once, while it takes a reply."""
    waiting = [happens]

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["PATH_INFO"].endswith("/message/reply") and waiting:
            waiting.pop()()
            return Response('{"sentMessages": []}', mimetype="application/json")(environ, start_response)
        return Response('{"message": "later"}', 503, mimetype="application/json")(environ, start_response)

    return answer
