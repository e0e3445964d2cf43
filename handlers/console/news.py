"""Waiting for news of the inbox, so that an open page hears of it at once and asks seldom."""

from flask import Blueprint, Response, request

from handlers.console.access import LEADERS
from handlers.console.guard import Visitor, signed_in
from handlers.context import context
from handlers.seats import seats
from handlers.security import refusal
from storage import inbox
from storage.contexts import b64
from storage.watching import ends_of

door = Blueprint("news", __name__)

LONGEST_SECONDS = 4.0
"""A process that is asked to end finishes what it has in hand: nobody should wait for it for long."""


@door.get("/console/news")
@signed_in
def index(visitor: Visitor) -> Response:
    """204 when the inbox is not the one of `If-None-Match` any more, 304 when it still is after four seconds. No content.

    Also 204 when somebody else has ended one's sessions. 503 when too many wait: the page asks for the inbox itself then, as
    often as before. What is new is for the inbox's own door to say, which looks again at who asks.
    """
    here, desks = context(), visitor.desks
    watched = (*desks, ends_of(visitor.account.kid))
    oversees = desks if visitor.account.role in LEADERS else ()
    with seats().aside() as mine:
        if not mine:
            return refusal("full", 503)
        with here.watch.joined():
            before = here.watch.stamps(watched)
            with here.database.reading() as connection:
                mark = inbox.mark(connection, visitor.account.kid, desks, oversees=oversees, now=here.now())
            same = request.if_none_match.contains_weak(b64(mark))
            news = not same or here.watch.differs(before, watched, LONGEST_SECONDS)
    return Response(status=204 if news else 304)
