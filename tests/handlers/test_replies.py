"""A reply is stored and queued together, or not at all; what the browsers would refuse is refused here."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest

from storage import outbox, residents
from storage.contexts import b64, digest, parse_fingerprint, unb64
from storage.records import erase
from storage.sealing import Signer
from tests.cast import Json, Resident, Town, colleague
from tests.handlers.desk import Desk
from tests.handlers.line import Callback

SignIn = Callable[[str], Desk]
WORDS = "読みました。ゆっくりで大丈夫です。"


@pytest.fixture
def mine(sato: Desk, case: bytes) -> str:
    """Sato has claimed Hanako's consultation."""
    assert sato.claim(b64(case)) == 201
    return b64(case)


def refused(answer: Any) -> tuple[int, str]:
    assert isinstance(answer.json, dict), answer.text
    assert answer.json["message"]
    return answer.status_code, answer.json["error"]


def test_a_reply_is_a_sealed_entry_and_a_delivery(sato: Desk, town: Town, case: bytes, mine: str) -> None:
    record = sato.seal(sato.whole(mine), WORDS)
    before, answer = town.count(), sato.send(mine, record, WORDS)
    record_id = b64(record.id(town.keys.fingerprint))
    assert answer.status_code == 201
    assert answer.json == {"id": record_id, "delivery": {"state": "queued", "reason": None}}
    changed = {"transcript_entries": 1, "staff_heads": 1, "outbox": 1, "totals": 1}
    assert town.count() == {name: rows + changed.get(name, 0) for name, rows in before.items()}
    assert town.texts(case) == ["きいてください", WORDS]
    whole = sato.whole(mine)
    assert whole["deliveries"] == {record_id: {"state": "queued", "reason": None}}
    assert whole["head"] == {"seq": 2, "prev": record_id, "ack": record_id}
    assert whole["consultation"]["waiting_since"] is None
    assert sato.reply(mine, "またあした").status_code == 201
    assert town.texts(case)[2] == "またあした"


def test_when_the_resident_wrote_meanwhile_the_head_is_told_and_the_next_try_succeeds(
    sato: Desk, town: Town, callback: Callback, hanako: Resident, case: bytes, mine: str
) -> None:
    stale = sato.seal(sato.whole(mine), WORDS)
    callback.events(hanako.says("あと、もうひとつ"))
    before, answer = town.count(), sato.send(mine, stale, WORDS)
    assert refused(answer) == (409, "head")
    whole = sato.whole(mine)
    assert (answer.json or {})["head"] == whole["head"]
    assert town.count() == before
    assert sato.send(mine, sato.seal(whole, WORDS), WORDS).status_code == 201
    assert town.texts(case) == ["きいてください", "あと、もうひとつ", WORDS]


def test_a_reply_sent_twice_is_stored_once(sato: Desk, town: Town, case: bytes, mine: str) -> None:
    """A lost answer, or a double tap: the second finds that the head has moved."""
    record = sato.seal(sato.whole(mine), WORDS)
    with ThreadPoolExecutor(4) as threads:
        statuses = list(threads.map(lambda _: sato.send(mine, record, WORDS).status_code, range(4)))
    assert sorted(statuses) == [201, 409, 409, 409]
    assert town.texts(case) == ["きいてください", WORDS]
    assert town.count()["outbox"] == 2


def _wrong_signer(sato: Desk, whole: Json) -> Any:
    return sato.seal(whole, WORDS, author=colleague("kudo"))


def _altered_signature(sato: Desk, whole: Json) -> Any:
    return replace(sato.seal(whole, WORDS), sig=bytes(64))


def _stripped(sato: Desk, whole: Json) -> Any:
    return erase(sato.seal(whole, WORDS))


def _other_blob(sato: Desk, whole: Json) -> Any:
    other = sato.seal(whole, "べつのことば").blob
    return replace(sato.seal(whole, WORDS), blob=other)


def _unpadded(sato: Desk, whole: Json) -> Any:
    honest = sato.seal(whole, WORDS)
    unsigned = replace(honest, blob=b"short", blob_hash=digest(b"short"))
    fingerprint = parse_fingerprint(sato.session["fingerprint"])
    return replace(unsigned, sig=sato.person.signer.sign(unsigned.signed_bytes(fingerprint)))


FORGERIES: dict[str, Callable[[Desk, Json], Any]] = {
    "signature by a colleague": _wrong_signer,
    "signature": _altered_signature,
    "header (stripped)": _stripped,
    "blob-hash": _other_blob,
    "padding": _unpadded,
    "sender": lambda sato, whole: sato.seal(
        whole, WORDS, sender=colleague("kudo").kid, author=colleague("kudo")
    ),
    "sender (nobody)": lambda sato, whole: sato.seal(whole, WORDS, sender=bytes(16)),
    "sender (as the resident)": lambda sato, whole: sato.seal(whole, WORDS, dir=0),
    "header (epoch)": lambda sato, whole: sato.seal(whole, WORDS, epoch=2),
    "generation": lambda sato, whole: sato.seal(whole, WORDS, key_id=bytes(16)),
    "transplant": lambda sato, whole: sato.seal(whole, WORDS, case=bytes(16)),
}


def test_a_record_that_the_browsers_would_refuse_is_not_stored(sato: Desk, town: Town, mine: str) -> None:
    before, whole = town.count(), sato.whole(mine)
    for forgery, forged in FORGERIES.items():
        code = forgery.split(maxsplit=1)[0]
        assert refused(sato.send(mine, forged(sato, whole), WORDS)) == (422, code), forgery
    assert town.count() == before
    assert sato.send(mine, sato.seal(whole, WORDS), WORDS).status_code == 201


def test_a_record_out_of_its_place_is_told_the_head(sato: Desk, town: Town, mine: str) -> None:
    before, whole = town.count(), sato.whole(mine)
    changes: list[Json] = [{"seq": 2}, {"seq": 0}, {"prev": b"\1" * 32}, {"ack": bytes(32)}]
    for change in changes:
        answer = sato.send(mine, sato.seal(whole, WORDS, **change), WORDS)
        assert (refused(answer), (answer.json or {})["head"]) == ((409, "head"), whole["head"]), change
    assert town.count() == before


def test_words_that_line_would_not_carry_are_refused(sato: Desk, town: Town, mine: str) -> None:
    before, record = town.count(), sato.seal(sato.whole(mine), WORDS)
    for text in ("", " \n\u3000", "あ" * 25_001, "😀" * 12_501, "half \ud83d", None, 7, ["text"]):
        assert refused(sato.send(mine, record, text)) == (422, "reply"), text
    assert town.count() == before


def test_the_longest_words_are_carried(sato: Desk, town: Town, case: bytes, mine: str) -> None:
    for text in ("あ" * 5000, "😀" * 2500):
        assert sato.reply(mine, text).status_code == 201
        assert town.texts(case)[-1] == text
        assert [len(message["text"]) for message in queued(town)[-1]] == [len(text)]


def test_longer_words_go_as_several_messages_of_one_parcel(
    sato: Desk, town: Town, case: bytes, mine: str
) -> None:
    """What is sealed is one text, and LINE's limit cuts no character in two."""
    family = "👨‍👩‍👧"
    text = "あ" * 4_999 + family + "い" * 400
    assert sato.reply(mine, text).status_code == 201
    assert town.texts(case)[-1] == text
    parts = [message["text"] for message in queued(town)[-1]]
    assert parts == ["あ" * 4_999, family + "い" * 400]
    longest = sato.send(mine, sato.seal(sato.whole(mine), "長いので略す"), "う" * 25_000)
    assert longest.status_code == 201
    assert [len(message["text"]) for message in queued(town)[-1]] == [5_000] * 5


def queued(town: Town) -> list[list[Json]]:
    """The message objects of every push in the outbox, oldest first."""
    with town.database.reading() as connection:
        table = outbox.outbox
        rows = connection.execute(table.select().where(table.c.kind == "push").order_by(table.c.id))
        bodies = [outbox.open_body(connection, town.keys.kek, town.keys.courier, row) for row in rows]
    return [body["messages"] for body in bodies]


def test_a_reply_goes_as_its_resident_has_chosen_and_the_desk_is_told(
    sato: Desk, town: Town, case: bytes, mine: str
) -> None:
    pseudonym = bytes(town.row(case).pseudonym)
    with town.database.transaction() as connection:
        residents.keep(connection, residents.of(connection, pseudonym), now=town.clock(), arrival="knock")
    answer = sato.reply(mine, WORDS)
    assert (answer.json or {})["delivery"] == {"state": "queued", "reason": "ask"}
    assert list(sato.whole(mine)["deliveries"].values()) == [{"state": "queued", "reason": "ask"}]


def test_what_is_no_record_is_refused(sato: Desk, town: Town, mine: str) -> None:
    before, honest = town.count(), sato.seal(sato.whole(mine), WORDS).as_dict()
    changes: list[Json] = [{"case": "x"}, {"suite": 2}, {"seq": 2**60}, {"seq": True}, {"ts": -1}, {"new": 1}]
    records: list[Any] = [None, 5, True, [], "text", {}, *(honest | change for change in changes)]
    for record in records:
        answer = sato.post(f"consultations/{mine}/replies", {"record": record, "text": WORDS})
        assert refused(answer) == (422, "reply"), record
    assert refused(sato.post(f"consultations/{mine}/replies", {"text": WORDS})) == (422, "reply")
    assert town.count() == before


def test_what_is_no_json_object_is_refused(sato: Desk, mine: str) -> None:
    for content in (b"", b"[]", b"{", b"5"):
        path = f"/console/consultations/{mine}/replies"
        answer = sato.client.post(path, data=content, content_type="application/json", headers=sato.headers)
        assert answer.status_code == 400


def test_only_who_claimed_an_open_consultation_replies(
    sign_in: SignIn, sato: Desk, town: Town, case: bytes
) -> None:
    consultation, kudo = b64(case), sign_in("kudo")
    before = town.count()
    assert refused(sato.reply(consultation, WORDS)) == (409, "unassigned")
    early = kudo.seal(kudo.whole(consultation), WORDS)
    sato.claim(consultation)
    assert kudo.send(consultation, early, WORDS).status_code == 404
    assert town.count() == before
    sato.close(consultation)
    before = town.count()
    assert refused(sato.reply(consultation, WORDS)) == (409, "unassigned")
    assert town.count() == before


def test_to_a_resident_who_blocked_the_account_a_reply_is_kept_and_said_to_be_unreachable(
    sato: Desk, town: Town, callback: Callback, hanako: Resident, case: bytes, mine: str
) -> None:
    callback.events(hanako.event("unfollow"))
    assert sato.reply(mine, WORDS).status_code == 201
    assert list(sato.whole(mine)["deliveries"].values()) == [{"state": "failed", "reason": "unreachable"}]
    assert town.texts(case) == ["きいてください", WORDS]


def test_a_key_of_ones_own_making_is_no_key(sato: Desk, town: Town, mine: str) -> None:
    forged = replace(sato.person, signer=Signer.generate())
    before = town.count()
    assert refused(sato.send(mine, sato.seal(sato.whole(mine), WORDS, author=forged), WORDS)) == (
        422,
        "signature",
    )
    assert town.count() == before
    assert unb64(mine) in town.consultations()
