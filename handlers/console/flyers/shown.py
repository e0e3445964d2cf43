"""When residents see a flyer, and which of its versions."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, jsonify

from handlers.console.flyers.showing import changed, find, note, whole
from handlers.console.flyers.words import revision, wrong
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.console.visits.acting import integer, is_moment
from handlers.console.weeks import Problem, Refused
from handlers.context import context
from handlers.security import refusal
from storage import flyer_versions, flyers
from storage.flyer_versions import LANGUAGES, Version
from storage.flyers import Flyer

door = Blueprint("console_flyer_dates", __name__)


@door.put("/console/flyers/<flyer>/shown")
@signed_in
def update(visitor: Visitor, flyer: str) -> Response:
    """200 with the flyer; 409 "changed" as for its words.

    Body: {"revision", "version": number, "from": ms (null: from now on), "until": ms (null: no end)}. 422 "rows" with "problems":
    [{"row": page - 1 or null, "field", "code"}]: "version" empty (no such version), "from" or "until" range (no moment), "until" order
    (not after "from") or past, and what the version still has to say in Japanese and in the flyer's own languages: "alt_ja" |
    "aloud_ja" | … empty.
    """
    here, body = context(), json_body()
    now = here.now()
    with here.database.transaction() as connection:
        stored = find(connection, flyer, hold=True)
        if revision(body) != stored.revision:
            return changed(connection, stored, now)
        wanted = body.get("version")
        version = flyer_versions.version(connection, flyer, wanted) if integer(wanted, 1, 9999) else None
        try:
            dated = _read(body, stored, version, now)
        except Refused as problem:
            return wrong(problem)
        after = flyers.change(connection, dated, revision=stored.revision)
        if after is None:
            return changed(connection, stored, now)
        told = whole(connection, after, now)
        note(here, connection, visitor, "flyer-shown", flyer, version=after.version or 0)
    return jsonify(told)


@door.delete("/console/flyers/<flyer>/shown")
@signed_in
def delete(visitor: Visitor, flyer: str) -> Response:
    """200 with the flyer, which nobody sees from now on. Body {"revision"}; 409 "changed" as for its words, "hidden" when it had no dates."""
    here, body = context(), json_body()
    now = here.now()
    with here.database.transaction() as connection:
        stored = find(connection, flyer, hold=True)
        if revision(body) != stored.revision:
            return changed(connection, stored, now)
        if stored.shown_from is None:
            return refusal("hidden", HTTPStatus.CONFLICT, "公開していません。")
        after = flyers.change(connection, stored.withdrawn(now), revision=stored.revision)
        if after is None:
            return changed(connection, stored, now)
        told = whole(connection, after, now)
        note(here, connection, visitor, "flyer-withdrawn", flyer)
    return jsonify(told)


def _read(body: dict[str, Any], stored: Flyer, version: Version | None, now: int) -> Flyer:
    begins, ends = body.get("from"), body.get("until")
    problems = list(_missing(version, stored) if version else [Problem(None, "version", "empty")])
    problems += [
        Problem(None, name, "range")
        for name in ("from", "until")
        if body.get(name) is not None and not is_moment(body[name])
    ]
    begins = now if begins is None else begins
    if not problems and ends is not None and ends <= begins:
        problems.append(Problem(None, "until", "order"))
    elif not problems and ends is not None and ends <= now:
        problems.append(Problem(None, "until", "past"))
    if problems or version is None:
        raise Refused(problems)
    return stored._replace(version=version.number, shown_from=begins, shown_until=ends, changed_at=now)


def _missing(version: Version, flyer: Flyer) -> Iterator[Problem]:
    """Who can't see the picture needs its words: in the flyer's own languages, and in Japanese, which stands in for the others."""
    for language in LANGUAGES:
        if language != "ja" and language not in flyer.languages.split(","):
            continue
        for row, text in enumerate(version.alt[language]):
            if not text:
                yield Problem(row, f"alt_{language}", "empty")
        if not version.aloud[language]:
            yield Problem(None, f"aloud_{language}", "empty")
