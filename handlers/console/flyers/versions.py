"""Uploads of a flyer: each is read, cleaned and drawn in a room of its own (bot/flyers/reading.py), and none replaces what residents see."""

from http import HTTPStatus
from typing import Any

from flask import Blueprint, Response, jsonify, request

from bot.flyers import reading
from bot.flyers.unreadable import Unreadable
from handlers.console.flyers.showing import changed, find, find_version, note, whole
from handlers.console.flyers.words import revision, text_problems, wrong
from handlers.console.guard import Visitor, json_body, signed_in
from handlers.console.weeks import Problem, Refused
from handlers.context import context
from handlers.security import refusal
from storage import flyer_versions, flyers
from storage.flyer_versions import LANGUAGES, LONGEST_ALOUD, Version

door = Blueprint("console_flyer_versions", __name__)

MOST = 30
"""Versions of one flyer."""
LONGEST_ALT = 1000

REFUSED = {
    "not-pdf": "PDFのファイルではありません。",
    "encrypted": "パスワードや印刷の制限がついたPDFです。制限をはずして、書き出し直してください。",
    "pages": "20ページより多いPDFです。",
    "big": "ファイルが大きすぎます。20MBまでです。画像を小さくして、書き出し直してください。",
    "active": "動くしくみ(スクリプト、送信するフォーム、添付ファイル、動画など)が入ったPDFです。「印刷」から「PDFに保存」で作り直してください。",
    "broken": "こわれているか、読めないPDFです。「印刷」から「PDFに保存」で作り直してください。",
    "slow": "読むのに時間がかかりすぎるPDFです。画像や図形を減らして、書き出し直してください。",
    "busy": "ほかのファイルを読んでいます。少し待って、もう一度お試しください。",
}


@door.post("/console/flyers/<flyer>/versions")
@signed_in
def create(visitor: Visitor, flyer: str) -> Response:
    """201 with the flyer; the newest version stands first, and is shown only once "shown" says so (of the first upload: its number).

    Body: the file's bytes, as application/pdf, at most 20 MB; no revision, for nothing is replaced. It takes some seconds.
    415 "not-pdf" for another type; 413 "big"; 409 "many"; 422 with why it isn't taken: not-pdf | encrypted | pages | big | active |
    broken | slow; 503 "busy". Each with a `message` in Japanese.
    """
    here = context()
    request.max_content_length = reading.LARGEST
    if request.mimetype != "application/pdf":
        return refusal("not-pdf", HTTPStatus.UNSUPPORTED_MEDIA_TYPE, REFUSED["not-pdf"])
    if (request.content_length or 0) > reading.LARGEST:
        return refusal("big", HTTPStatus.REQUEST_ENTITY_TOO_LARGE, REFUSED["big"])
    with here.database.reading() as connection:
        if len(flyer_versions.versions(connection, find(connection, flyer).id)) >= MOST:
            return refusal(
                "many", HTTPStatus.CONFLICT, "版の数が多すぎます。新しい資料として入れてください。"
            )
    try:
        read = reading.read(request.get_data(cache=False))
    except Unreadable as problem:
        status = 503 if problem.code == "busy" else 422
        return refusal(problem.code, status, REFUSED[problem.code])
    now = here.now()
    with here.database.transaction() as connection:
        stored = find(connection, flyer, hold=True)
        number = flyer_versions.add(connection, flyer, read.pdf, read.pictures, read.texts, now)
        if stored.version is None:
            first = stored._replace(version=number, changed_at=now)
            stored = flyers.change(connection, first, revision=stored.revision) or stored
        told = whole(connection, stored, now)
        note(here, connection, visitor, "flyer-version", flyer, version=number, pages=len(read.texts))
    answer = jsonify(told)
    answer.status_code = HTTPStatus.CREATED
    return answer


@door.put("/console/flyers/<flyer>/versions/<int:number>/words")
@signed_in
def update(visitor: Visitor, flyer: str, number: int) -> Response:
    """200 with the flyer; 409 "changed" as for the flyer's own words.

    Body: {"revision" (the flyer's), "alt": {"ja": [a text for each page], "easy": […], "en": […]}, "aloud": {"ja", "easy", "en"}}; each
    may be "" (at most 1000 and 4000 characters). 422 "rows" with "problems": [{"row": page - 1 or null, "field": "alt_ja" | "aloud_ja"
    | …, "code": empty | long | line}].
    """
    here, body = context(), json_body()
    now = here.now()
    with here.database.transaction() as connection:
        stored, version = find(connection, flyer, hold=True), find_version(connection, flyer, number)
        try:
            alt, aloud = _read(body, version)
        except Refused as problem:
            return wrong(problem)
        after = flyers.change(connection, stored._replace(changed_at=now), revision=revision(body))
        if after is None:
            return changed(connection, stored, now)
        flyer_versions.set_words(connection, flyer, number, alt, aloud)
        told = whole(connection, after, now)
        note(here, connection, visitor, "flyer", flyer, what="described", version=number)
    return jsonify(told)


def _read(body: dict[str, Any], version: Version) -> tuple[dict[str, list[str]], dict[str, str]]:
    alt, aloud = body.get("alt"), body.get("aloud")
    alt, aloud = (one if isinstance(one, dict) else {} for one in (alt, aloud))
    problems: list[Problem] = []
    for language in LANGUAGES:
        texts = alt.get(language)
        if not isinstance(texts, list) or len(texts) != version.pages:
            problems.append(Problem(None, f"alt_{language}", "empty"))
        else:
            for row, text in enumerate(texts):
                problems += text_problems(f"alt_{language}", row, text, LONGEST_ALT, lines=True)
        said = aloud.get(language)
        problems += text_problems(f"aloud_{language}", None, said, LONGEST_ALOUD, lines=True)
    if problems:
        raise Refused(problems)
    trimmed = {language: [text.strip() for text in alt[language]] for language in LANGUAGES}
    return trimmed, {language: aloud[language].strip() for language in LANGUAGES}
