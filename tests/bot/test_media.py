"""What residents send that is not text: fetched once, sealed, told in the transcript; and every answer that LINE may give."""

import os
from pathlib import Path

import pytest
from werkzeug.wrappers import Response

from bot.fetching import GIVEN_UP_MS
from bot.phrases import load
from bot.sniffing import kind_of_file, type_of
from simulator.rehearsal import serve
from storage import attachments
from tests.bot.line import ONE_KIND, Line
from tests.bot.media import CONTENT, M4A, MP4, PNG, endless, opened, sends, stored, told
from tests.cast import colleague


@ONE_KIND
@pytest.mark.parametrize(
    ("kind", "content", "found"),
    [
        ("image", PNG, "image/png"),
        ("image", b"\xff\xd8\xff\xe0" + bytes(9), "image/jpeg"),
        ("video", MP4, "video/mp4"),
        ("audio", M4A, "audio/mp4"),
        ("file", b"%PDF-1.7 and so on", "application/pdf"),
        ("file", "メモ".encode(), "application/octet-stream"),
    ],
)
def test_what_was_sent_is_fetched_sealed_and_opened_by_the_counselor(
    line: Line, kind: str, content: bytes, found: str
) -> None:
    case, _ = sends(line, kind, content)
    before = line.town.row(case)
    assert line.fetch() == 1
    placeholder, attachment = (entry.payload for entry in line.town.read(case, colleague("sato")))
    assert placeholder is not None
    assert attachment is not None
    assert (placeholder["kind"], attachment["kind"], attachment["state"]) == (kind, "attachment", "kept")
    assert placeholder["ref"] == attachment["ref"]
    assert (attachment["type"], attachment["size"]) == (found, len(content))
    assert opened(line, case) == content
    after = line.town.row(case)
    assert (after.entries, after.revision) == (before.entries + 1, before.revision + 1)
    assert (after.waiting_since, after.last_activity_at) == (before.waiting_since, before.last_activity_at)
    assert line.fetch() == 0
    assert line.statuses(CONTENT) == [200]


def test_neither_database_nor_files_hold_a_piece_of_it(line: Line) -> None:
    """Bytes that compress to nothing and occur nowhere else."""
    marked = b"\x89PNG\r\n\x1a\n" + os.urandom(100_000)
    sends(line, content=marked)
    line.fetch()
    held = b"".join(row[3] for row in rows(line))
    if line.town.database.sqlite:
        folder = Path(str(line.town.database.url.database)).parent
        held += b"".join(file.read_bytes() for file in folder.iterdir() if file.is_file())
    for start in range(8, len(marked) - 32, 10_000):
        assert marked[start : start + 32] not in held


def rows(line: Line) -> list[tuple[bytes, int, int, bytes]]:
    with line.town.database.reading() as connection:
        found = connection.execute(attachments.attachments.select())
        return [(bytes(row[0]), row[1], row[2], bytes(row[3])) for row in found]


def test_while_line_prepares_it_is_asked_for_again_and_no_answer_waits_for_it(line: Line) -> None:
    case, message = sends(line, "video", MP4)
    medium = line.platform.media.find(message)
    assert medium is not None
    medium.status = "processing"
    begun = line.town.clock()
    asked: list[int] = []
    while len(asked) < 4:
        line.town.clock.at += 500
        asked += [line.town.clock() - begun] * line.fetch()
        line.deliver()
    assert asked == [500, 2_500, 7_500, 22_500]
    assert (line.statuses(CONTENT), line.replies(), told(line, case)) == ([202] * 4, 1, [])
    medium.status = "succeeded"
    line.town.clock.pass_(minutes=1)
    line.fetch()
    assert opened(line, case) == MP4


@ONE_KIND
def test_pictures_do_not_wait_for_a_video(line: Line) -> None:
    case, message = sends(line, "video", MP4)
    medium = line.platform.media.find(message)
    assert medium is not None
    medium.status = "processing"
    sends(line)
    assert line.fetch() == 2
    assert opened(line, case, 3) == PNG


@pytest.mark.parametrize("status", [404, 410])
def test_what_line_has_no_more_is_said_to_be_gone(line: Line, status: int) -> None:
    case, _ = sends(line)
    line.platform.faults.refuse(status, path=CONTENT)
    line.fetch()
    (payload,) = told(line, case)
    assert payload is not None
    assert payload["state"] == "gone"
    assert (stored(line), line.fetch()) == (0, 0)


@ONE_KIND
@pytest.mark.parametrize("content", [b"<html>", b"", MP4])
def test_a_picture_that_is_none_is_unreadable(line: Line, content: bytes) -> None:
    case, _ = sends(line, content=content)
    line.fetch()
    (payload,) = told(line, case)
    assert payload is not None
    assert (payload["state"], stored(line)) == ("unreadable", 0)


@pytest.mark.parametrize("declared", [True, False])
def test_over_the_cap_the_download_is_broken_off_and_hanako_is_told_without_a_sound(
    line: Line, declared: bool
) -> None:
    """Also when nobody said beforehand how much it is."""
    case, message = sends(line)
    sent: list[int] = []
    with serve(endless(sent, declared)) as origin:
        line.fetch(line.connect(origin=origin))
    assert sum(sent) < 40_000_000
    (payload,) = told(line, case)
    assert payload is not None
    assert (payload["state"], stored(line)) == ("too-large", 0)
    line.deliver()
    assert line.pushed() == [load("ja").say("too_large", megabytes=10)]
    assert b'"notificationDisabled": true' in line.platform.calls.to("/message/push")[0].body
    assert message.encode() not in line.platform.calls.to("/message/push")[0].body


@ONE_KIND
def test_however_many_are_too_large_she_is_told_once_a_day(line: Line) -> None:
    """Each word of it is a push of the month's, and who sends films at night, or wants to use them all up, sends many."""
    megabytes = load("ja").say("too_large", megabytes=10)
    for day in range(2):
        for _ in range(3):
            case, _ = sends(line)
            with serve(endless([], declared=True)) as origin:
                line.fetch(line.connect(origin=origin))
            line.deliver()
        assert line.pushed() == [megabytes] * (day + 1)
        line.town.clock.pass_(days=1)
    assert [one and one["state"] for one in told(line, case)] == ["too-large"] * 6


def test_as_large_as_the_cap_is_kept(line: Line) -> None:
    largest = b"\x89PNG\r\n\x1a\n" + bytes(10_000_000 - 8)
    case, _ = sends(line, content=largest)
    line.fetch()
    (payload,) = told(line, case)
    assert payload is not None
    assert (payload["state"], payload["size"], payload["chunks"]) == ("kept", 10_000_000, stored(line))
    assert opened(line, case) == largest


def test_a_passing_trouble_is_waited_for_and_a_day_of_it_is_the_end(line: Line) -> None:
    case, _ = sends(line)
    line.platform.faults.refuse(500, path=CONTENT)
    line.platform.faults.drop_answer(path=CONTENT)
    line.platform.faults.rate_limit(path=CONTENT)
    for minutes in (0, 1, 1, 1):
        line.town.clock.pass_(minutes=minutes)
        line.fetch()
    assert opened(line, case) == PNG
    sends(line)
    line.platform.faults.refuse(503, times=1_000, path=CONTENT)
    line.fetch()
    line.town.clock.at += GIVEN_UP_MS
    line.fetch()
    last = told(line, case)[-1]
    assert last is not None
    assert last["state"] == "unavailable"


@ONE_KIND
def test_a_download_that_stops_in_the_middle_is_begun_again(line: Line) -> None:
    case, _ = sends(line)
    cut = Response(iter([PNG[:500]]), headers={"Content-Length": str(len(PNG))})
    with serve(cut) as origin:
        line.fetch(line.connect(origin=origin))
    assert (told(line, case), stored(line)) == ([], 0)
    line.town.clock.pass_(seconds=2)
    line.fetch()
    assert opened(line, case) == PNG


@ONE_KIND
def test_a_token_that_line_forgot_is_replaced(line: Line) -> None:
    case, _ = sends(line)
    line.platform.faults.refuse(401, path=CONTENT)
    line.fetch(line.connect(stateless=True))
    assert line.statuses(CONTENT) == [401, 200]
    assert opened(line, case) == PNG


@ONE_KIND
def test_from_another_host_nothing_is_ever_fetched(line: Line) -> None:
    message = {
        "type": "image",
        "id": "100001",
        "contentProvider": {"type": "external", "originalContentUrl": "https://x.invalid/"},
    }
    resident = line.town.resident()
    line.town.receive(resident.event("message", message=message))
    (case,) = line.town.consultations()
    line.fetch()
    assert line.statuses(CONTENT) == []
    assert [one and one["state"] for one in told(line, case)] == ["unavailable"]


def test_nobodys_word_is_taken_for_what_a_file_is() -> None:
    assert type_of(b"") == type_of(b"<svg onload=alert(1)>") == "application/octet-stream"
    assert type_of(b"RIFF\0\0\0\0WEBPVP8 ") == "image/webp"
    assert kind_of_file(b"RIFF\0\0\0\0WAVEfmt ", "audio") == "audio/wav"
    assert kind_of_file(b"GIF89a", "image") == "image/gif"
    assert kind_of_file(b"%PDF-1.4", "image") is None
    assert kind_of_file(MP4, "audio") == "audio/mp4"
    assert kind_of_file(M4A, "video") is None
