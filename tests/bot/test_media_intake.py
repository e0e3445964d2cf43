"""What is no text: a sticker as its words, media as a place that is filled when they have been fetched."""

import pytest
from sqlalchemy import func, select

from bot.dialogue import FLOOD_MS
from storage import attachments, shred
from storage.contexts import unb64
from storage.outbox import outbox
from tests.bot.talk import Talk, counted, words
from tests.cast import Json, Town

MEDIA: dict[str, Json] = {
    "image": {},
    "video": {"duration": 4_200},
    "audio": {"duration": 61_000},
    "file": {"fileName": "日記.pdf"},
}


def test_a_sticker_is_kept_as_what_it_says(town: Town) -> None:
    talk = Talk(town)
    received = talk.sends("sticker", keywords=["なみだ", "つらい"], text="もうだめかも")
    assert talk.payloads() == [
        {"v": 1, "kind": "sticker", "keywords": ["なみだ", "つらい"], "text": "もうだめかも"}
    ]
    assert town.phrases.say("got.sticker") in words(received)
    assert talk.sends("sticker", keywords=[]) == []


@pytest.mark.parametrize("kind", MEDIA)
def test_media_are_noted_at_once_and_fetched_by_the_courier(town: Town, kind: str) -> None:
    talk = Talk(town)
    received = talk.sends(kind, contentProvider={"type": "line"}, **MEDIA[kind])
    assert town.phrases.say(f"got.{kind}") in words(received)
    (payload,) = talk.payloads()
    assert payload is not None
    assert (payload["kind"], len(unb64(payload["ref"]))) == (kind, 16)
    assert (payload.get("seconds"), payload.get("name")) == {
        "image": (None, None), "video": (5, None), "audio": (61, None), "file": (None, "日記.pdf")
    }[kind]  # fmt: skip
    (fetch,) = talk.queued("fetch")
    assert (fetch["ref"], fetch["limit"]) == (payload["ref"], town.settings.largest_bytes[kind])
    assert fetch["ts"] == town.clock()
    assert counted(town)["message", kind] == 1


def test_a_set_of_pictures_is_acknowledged_once(town: Town) -> None:
    talk = Talk(town)
    answers = [talk.sends("image") for _ in range(5)]
    assert [bool(answer) for answer in answers] == [True, False, False, False, False]
    assert len(talk.queued("fetch")) == 5


def test_a_file_that_is_too_large_is_refused_before_it_is_fetched(town: Town) -> None:
    talk = Talk(town)
    largest = town.settings.largest_bytes["file"]
    told = talk.sends("file", fileName="大きい.zip", fileSize=largest + 1)
    assert town.phrases.say("too_large", megabytes=largest // 1_000_000) in words(told)
    placeholder, verdict = talk.payloads()
    assert placeholder is not None
    assert verdict == {"v": 1, "kind": "attachment", "ref": placeholder["ref"], "state": "too-large"}
    assert talk.queued("fetch") == []
    talk.sends("file", fileName="ちょうど.zip", fileSize=largest)
    assert len(talk.queued("fetch")) == 1


def test_nothing_is_ever_fetched_from_another_host(town: Town) -> None:
    talk = Talk(town)
    told = talk.sends(
        "image", contentProvider={"type": "external", "originalContentUrl": "https://x.example/1"}
    )
    assert town.phrases.say("cannot_receive") in words(told)
    assert [payload and payload.get("state") for payload in talk.payloads()] == [None, "unavailable"]
    assert talk.queued("fetch") == []


def test_what_line_may_invent_is_noted_and_refused_once_a_minute(town: Town) -> None:
    talk = Talk(town)
    assert talk.sends("hologram")
    assert talk.sends("hologram") == []
    town.clock.pass_(minutes=FLOOD_MS // 60_000)
    assert town.phrases.say("cannot_receive") in words(talk.sends("hologram"))
    assert [payload and payload["kind"] for payload in talk.payloads()] == ["other"] * 3


def test_taken_back_before_it_was_fetched_nothing_is_left_to_store(town: Town) -> None:
    talk = Talk(town)
    sent = talk.resident.sends("image")
    talk.gets(sent)
    talk.gets(talk.resident.unsends(sent))
    assert (talk.payloads(), talk.queued("fetch")) == ([None], [])
    early = talk.resident.sends("audio")
    talk.gets(talk.resident.unsends(early))
    assert talk.gets(early) == []
    assert (talk.outcome, len(talk.payloads())) == ("unsent-before", 1)


def test_no_table_holds_the_name_of_a_file(town: Town) -> None:
    Talk(town).sends("file", fileName="カナリア.pdf", fileSize=9)
    with town.database.reading() as connection:
        sealed = connection.scalars(select(outbox.c.sealed).where(outbox.c.kind == "fetch")).one()
        assert connection.scalar(select(func.count()).select_from(outbox)) == 2
    assert "カナリア".encode() not in bytes(sealed)


def test_taken_back_after_it_was_fetched_its_bytes_are_gone_too(town: Town) -> None:
    talk = Talk(town)
    kept, sent = talk.resident.sends("image"), talk.resident.sends("image")
    for raw in (kept, sent):
        talk.gets(raw)
    with town.database.transaction() as connection:
        case = shred.open_key(connection, town.keys.kek, talk.case)
        for position in (1, 2):
            attachments.put(connection, case, position, [b"chunk", b"chunk"])
    talk.gets(talk.resident.unsends(sent))
    with town.database.reading() as connection:
        case = shred.open_key(connection, town.keys.kek, talk.case)
        assert [len(attachments.read(connection, case, position)) for position in (1, 2)] == [2, 0]
