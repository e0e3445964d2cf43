"""A place is told to nobody before she says yes; without a yes it is gone within the hour."""

from storage import outbox
from tests.bot.line import ONE_KIND
from tests.bot.talk import Talk, labels, words
from tests.cast import Town

PARK = {"title": "ときわ公園", "address": "北海道旭川市", "latitude": 43.77, "longitude": 142.36}


def states(talk: Talk) -> list[str]:
    return [str((payload or {}).get("state")) for payload in talk.payloads()]


def test_she_is_asked_and_until_then_nobody_can_read_it(town: Town) -> None:
    talk = Talk(town)
    asked = talk.sends("location", **PARK)
    assert labels(asked)[-2:] == ["伝える", "伝えない"]
    assert talk.payloads() == [{"v": 1, "kind": "location", "state": "asked"}]


def test_after_her_yes_it_is_one_more_sealed_entry_and_said_once(town: Town) -> None:
    talk = Talk(town)
    talk.sends("location", **PARK)
    for _ in range(2):
        assert town.phrases.say("location.told") in words(talk.taps("伝える"))
    assert talk.payloads()[1:] == [
        {"v": 1, "kind": "location", "state": "told", "text": "ときわ公園\n北海道旭川市"}
    ]
    assert talk.queued("location") == []
    assert town.phrases.say("location.told") in words(talk.taps("伝えない"))


def test_after_her_no_it_is_gone_and_a_later_yes_finds_nothing(town: Town) -> None:
    talk = Talk(town)
    talk.sends("location", **PARK)
    for label in ("伝えない", "伝える", "伝えない"):
        assert town.phrases.say("location.dropped") in words(talk.taps(label))
    assert (states(talk), talk.queued("location")) == (["asked"], [])


def test_after_an_hour_it_is_not_told_any_more(town: Town) -> None:
    talk = Talk(town)
    talk.sends("location", **PARK)
    town.clock.pass_(minutes=60)
    assert town.phrases.say("location.dropped") in words(talk.taps("伝える"))
    assert (states(talk), talk.queued("location")) == (["asked"], [])


def test_nobody_has_to_answer_for_it_to_go(town: Town) -> None:
    talk = Talk(town)
    talk.sends("location", **PARK)
    town.clock.pass_(minutes=60)
    with town.database.transaction() as connection:
        outbox.expire_held(connection, now=town.clock())
    assert talk.queued("location") == []


def test_taken_back_it_is_gone_before_and_after_the_yes(town: Town) -> None:
    talk = Talk(town)
    for told in (False, True):
        sent = talk.resident.event("message", message={"type": "location", "id": f"place{told}", **PARK})
        talk.gets(sent)
        if told:
            talk.taps("伝える")
        talk.gets(talk.resident.unsends(sent))
        assert talk.queued("location") == []
        talk.taps("伝える")
        assert [payload for payload in talk.payloads() if payload] == []


@ONE_KIND
def test_after_the_end_it_is_not_told_and_gone_when_she_hears_so(town: Town) -> None:
    talk = Talk(town)
    talk.sends("location", **PARK)
    town.close(talk.case)
    assert words(talk.taps("伝える")) == town.phrases.say("location.dropped")
    assert (talk.queued("location"), states(talk)) == ([], ["asked"])


def test_of_two_places_each_has_its_own_answer(town: Town) -> None:
    talk = Talk(town)
    talk.sends("location", title="ひとつめ", address="")
    first = talk.button("伝える")
    talk.sends("location", title="ふたつめ", address="")
    talk.taps("伝えない")
    talk.presses(first)
    assert [payload["text"] for payload in talk.payloads() if payload and "text" in payload] == ["ひとつめ"]


def test_a_place_that_says_nothing_is_noted_and_not_asked_about(town: Town) -> None:
    talk = Talk(town)
    assert town.phrases.say("cannot_receive") in words(talk.sends("location"))
    assert talk.payloads() == [{"v": 1, "kind": "location", "state": "asked"}]
