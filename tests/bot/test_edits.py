"""What was said can be said anew: the newest words stay, in whatever order LINE brings them, and the old are gone."""

from bot.phrases import load
from storage.contexts import b64
from tests.bot.talk import Talk, words
from tests.cast import Json, Town, colleague


def later(raw: Json, seconds: int) -> Json:
    return raw | {"timestamp": raw["timestamp"] + seconds * 1000}


def test_the_new_words_take_the_place_of_the_old(town: Town) -> None:
    talk = Talk(town)
    said = talk.resident.says("きのう、言われました")
    talk.gets(said)
    before = town.read(talk.case, colleague("sato"))[0].record
    town.clock.pass_(minutes=1)
    assert talk.gets(talk.resident.edits(said, "おととい、言われました")) == []
    assert talk.outcome == "edited"
    first, second = town.read(talk.case, colleague("sato"))
    replaces = b64(before.id(town.keys.fingerprint))
    assert first.payload is None
    assert second.payload == {"v": 1, "kind": "text", "text": "おととい、言われました", "replaces": replaces}
    assert second.record.ts == town.clock()


def test_edits_out_of_order_keep_the_newest(town: Town) -> None:
    talk = Talk(town)
    said = talk.resident.says("いち")
    older, newer = later(talk.resident.edits(said, "に"), 10), later(talk.resident.edits(said, "さん"), 20)
    for raw in (said, newer, older):
        talk.gets(raw)
    assert talk.outcome == "older-edit"
    assert [text for text in town.texts(talk.case) if text is not None] == ["さん"]


def test_an_edit_that_comes_first_is_kept_and_the_message_itself_is_not(town: Town) -> None:
    talk = Talk(town)
    said = talk.resident.says("いち")
    received = talk.gets(later(talk.resident.edits(said, "に"), 10))
    assert town.phrases.say("got.text") in words(received)
    talk.gets(said)
    assert (talk.outcome, town.texts(talk.case)) == ("edited-before", ["に"])
    talk.gets(later(talk.resident.edits(said, "さん"), 20))
    assert town.texts(talk.case) == [None, "さん"]


def test_the_same_edit_twice_counts_once(town: Town) -> None:
    talk = Talk(town)
    said = talk.resident.says("いち")
    edit = later(talk.resident.edits(said, "に"), 10)
    for raw in (said, edit, edit, edit | {"webhookEventId": "01EDITEDAGAIN"}):
        talk.gets(raw)
    assert town.texts(talk.case) == [None, "に"]


def test_what_was_taken_back_cannot_be_edited_back(town: Town) -> None:
    talk = Talk(town)
    said = talk.resident.says("いち")
    talk.gets(said)
    talk.gets(later(talk.resident.edits(said, "に"), 10))
    talk.gets(talk.resident.unsends(said))
    talk.gets(later(talk.resident.edits(said, "さん"), 20))
    assert talk.outcome == "unsent-before"
    assert town.texts(talk.case) == [None, None]


def test_after_the_end_the_words_change_and_nothing_opens(town: Town) -> None:
    talk = Talk(town)
    said = talk.resident.says("まえのことば")
    talk.gets(said)
    due_at = town.close(talk.case)
    town.clock.pass_(minutes=5)
    talk.gets(talk.resident.edits(said, "あとのことば"))
    (case,) = town.consultations()
    assert town.texts(case) == [None, "あとのことば"]
    row = town.row(case)
    assert (row.state, row.due_at, row.waiting_since) == ("closed", due_at, None)


def test_words_of_danger_that_come_after_the_end_are_looked_at(town: Town) -> None:
    """Nobody looks into what has ended. She wrote them over her last message, because that is where her thumb was."""
    talk = Talk(town)
    said = talk.resident.says("もうだいじょうぶです")
    talk.gets(said)
    ended, due_at = talk.case, town.close(talk.case)
    town.clock.pass_(minutes=5)
    received = talk.gets(talk.resident.edits(said, "ほんとうは死にたい"))
    assert town.phrases.say("got.text") in words(received)
    (opened,) = set(town.consultations()) - {ended}
    assert (town.texts(ended), town.texts(opened)) == ([None], ["ほんとうは死にたい"])
    assert (town.row(ended).state, town.row(ended).due_at) == ("closed", due_at)
    assert (town.row(opened).state, town.row(opened).flagged_at) == ("open", town.clock())
    talk.gets(later(talk.resident.edits(said, "あした話します"), 10))
    assert (town.texts(ended), town.texts(opened)) == ([None], [None, "あした話します"])
    talk.gets(talk.resident.unsends(said))
    assert (town.texts(ended), town.texts(opened)) == ([None], [None, None])


def test_nobody_edits_the_words_of_somebody_else(town: Town) -> None:
    hanako, taro = Talk(town), Talk(town)
    said = hanako.resident.says("はなこのことば")
    hanako.gets(said)
    taro.gets(later(taro.resident.edits(said, "たろうのことば"), 10))
    assert town.texts(town.consultations()[0]) == ["はなこのことば"]


def test_the_longest_text_is_replaced_as_a_whole(town: Town) -> None:
    talk, long = Talk(town), "い\x01" * 5000
    said = talk.resident.says(long)
    talk.gets(said)
    talk.gets(later(talk.resident.edits(said, long.upper() + "！"), 10))
    kept = [text for text in town.texts(talk.case) if text is not None]
    assert "".join(kept) == long + "！"


def test_words_edited_into_a_keyword_are_answered_and_the_old_ones_go(town: Town) -> None:
    talk = Talk(town)
    said = talk.resident.says("どうしよう")
    talk.gets(said)
    answer = talk.gets(later(talk.resident.edits(said, "いそぐとき"), 10))
    assert load("ja").say("urgent.title") in words(answer)
    assert town.texts(talk.case) == [None]


def test_an_edit_that_cannot_be_read_is_still_something_that_came(town: Town) -> None:
    talk = Talk(town)
    talk.gets(talk.resident.event("messageEdited", message={"type": "hologram", "id": "1"}))
    assert [payload and payload["kind"] for payload in talk.payloads()] == ["other"]


def test_an_older_message_that_only_shares_the_id_is_not_lost(town: Town) -> None:
    """LINE gives each message its own id. Should it ever not, no words go missing for it."""
    talk = Talk(town)
    said = talk.resident.says("あとのことば", message_id="one")
    talk.gets(said)
    talk.gets(talk.resident.says("まえのことば", message_id="one", timestamp=said["timestamp"] - 5))
    assert town.texts(talk.case) == ["あとのことば", "まえのことば"]
