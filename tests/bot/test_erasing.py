"""The resident's own erasure, word by word in the talk: what is answered, what is marked, what is never kept."""

import re

from bot.messages import day_words
from retention import purge, wishes
from storage import consultations
from storage.ledger import receipt_number
from storage.shred import ShredTable
from tests.bot.line import Line
from tests.bot.talk import labels, words
from tests.cast import DAY, Town
from tests.retention.house import hold

NUMBER = re.compile(r"[A-Z2-7]{4}(?:-[A-Z2-7]{4}){3}")


def shipped_nowhere(table: ShredTable) -> None:
    """To no backup."""


def asks(line: Line, said: str) -> list[str]:
    """What the bot answers to that."""
    before = len(line.shown())
    line.says(said)
    line.deliver()
    return line.shown()[before:]


def purged(town: Town) -> int:
    """What the time process does within two seconds."""
    if not wishes.due(town.database, now=town.clock()):
        return 0
    policy, now = town.settings.retention_policy, town.clock()
    return purge.run(town.database, town.keys, policy, now=now, ship=shipped_nowhere).consultations


def numbers(*answers: str) -> list[str]:
    return [number for answer in answers for number in NUMBER.findall(answer)]


def test_the_keyword_explains_and_offers_both_choices_as_buttons(line: Line) -> None:
    case = line.consultation("きいてください")
    asks(line, "消す")
    card = line.platform.shown(line.hanako)[-1:]
    assert "消すと、元には戻せません。" in words(card)
    assert labels(card) == ["いま全部消す", "終わったらすぐ消す", "このままにする"]
    assert line.town.row(case).wish_at is None
    assert purged(line.town) == 0


def test_everything_of_hers_is_gone_within_a_moment_and_she_keeps_its_numbers(line: Line) -> None:
    town = line.town
    closed = line.consultation("まえのこと")
    town.close(closed)
    town.clock.pass_(hours=1)
    case, others = line.consultation("きいてください"), line.platform.add_resident("たろう", following=True)
    kept = line.consultation("わたしのこと", others.id)
    town.answer(case, "まだ届いていない返事")

    told, where = asks(line, "いま全部消す")
    assert told.startswith("受け付けました。")
    assert sorted(numbers(told)) == sorted(receipt_number(one) for one in (closed, case))
    assert f"{town.settings.public_origin}/receipt" in where
    assert "まだ届いていない返事" not in line.shown()
    row = town.row(case)
    assert (row.state, row.wish_at, row.due_at) == ("closed", town.clock(), town.clock())
    assert purged(town) == 2
    assert town.consultations() == [kept]
    assert set(town.keys.kek.live()) == {2}
    assert town.texts(kept) == ["わたしのこと"]


def test_a_double_tap_and_a_redelivery_change_nothing(line: Line) -> None:
    town = line.town
    case = line.consultation()
    said = line.says("いま全部消す")
    first = town.row(case)
    line.platform.redeliver(said.event_id)
    town.clock.pass_(seconds=1)
    line.says("いま全部消す")
    line.deliver()
    again = town.row(case)
    assert (again.wish_at, again.due_at, again.closed_at) == (first.wish_at, first.due_at, first.closed_at)
    answers = [text for text in line.shown() if text.startswith("受け付けました。")]
    assert [numbers(answer) for answer in answers] == [[receipt_number(case)]] * 2
    assert purged(town) == 1
    assert asks(line, "いま全部消す") == [town.phrases.say("erase.nothing")]


def test_where_nothing_is_kept_it_is_said_kindly_and_nothing_is_begun(line: Line) -> None:
    for said in ("消す", "いま全部消す", "終わったらすぐ消す"):
        assert asks(line, said) == [line.town.phrases.say("erase.nothing")]
    assert line.town.consultations() == []


def test_the_words_of_the_erasure_are_never_kept(line: Line) -> None:
    case = line.consultation("きいてください")
    for said in ("消す", "「終わったらすぐ消す」", "いま全部消す"):
        line.says(said)
    assert line.town.texts(case) == ["きいてください"]


def test_what_is_to_go_when_it_is_over_goes_at_its_closure(line: Line) -> None:
    town = line.town
    case = line.consultation("きいてください")
    (told,) = asks(line, "終わったらすぐ消す")
    assert numbers(told) == [receipt_number(case)]
    assert f"{town.settings.public_origin}/receipt" in told
    assert (town.row(case).erase_on_close, town.row(case).state) == (True, "open")
    assert asks(line, "終わったらすぐ消す") == [told]
    line.says("つづきです")
    assert town.texts(case) == ["きいてください", "つづきです"]
    assert purged(town) == 0


def test_the_last_words_of_the_desk_arrive_before_they_are_destroyed(line: Line) -> None:
    town = line.town
    case = line.consultation("きいてください")
    asks(line, "終わったらすぐ消す")
    town.answer(case, "ここまで、よく話してくださいました")
    with town.database.transaction() as connection:
        consultations.close(connection, case, now=town.clock(), due_at=town.clock())
    assert purged(town) == 0
    line.deliver()
    assert line.shown()[-1] == "ここまで、よく話してくださいました"
    assert purged(town) == 1


def test_whoever_asks_after_the_end_hears_how_to_have_it_gone_now(line: Line) -> None:
    case = line.consultation()
    due_at = line.town.close(case)
    assert asks(line, "終わったらすぐ消す") == [line.town.phrases.say("erase.is_closed")]
    assert line.town.row(case).due_at == due_at


def test_what_two_people_keep_is_told_honestly_and_goes_afterwards(line: Line) -> None:
    town = line.town
    held = line.consultation("まえのこと")
    hold(town, held, days=30)
    town.close(held)
    town.clock.pass_(hours=1)
    free = line.consultation("きいてください")
    day = day_words(town.clock() - 3_600_000 + 30 * DAY, town.settings.timezone)

    gone, kept, _ = asks(line, "いま全部消す")
    assert (numbers(gone), numbers(kept)) == ([receipt_number(free)], [receipt_number(held)])
    assert f"いまのところ{day}まで残すものがあります。そのあと、すぐに消えます。" in kept
    assert purged(town) == 1
    assert town.consultations() == [held]
    kept_again, _ = asks(line, "いま全部消す")
    assert numbers(kept_again) == [receipt_number(held)]
    town.clock.pass_(days=30)
    assert purged(town) == 1


def test_who_writes_again_afterwards_is_somebody_new(line: Line) -> None:
    town = line.town
    line.consultation("まえのこと")
    asks(line, "いま全部消す")
    thanks, _ = asks(line, "また話したくなりました")
    assert thanks.startswith(town.phrases.say("got.text"))
    purged(town)
    (new,) = town.consultations()
    assert town.texts(new) == ["また話したくなりました"]


def test_without_a_reply_token_it_is_done_all_the_same(town: Town) -> None:
    hanako = town.resident()
    town.receive(hanako.says("きいてください"))
    assert town.receive(hanako.says("いま全部消す", replyToken=None)) == "keyword"
    assert town.count()["outbox"] == 0
    assert purged(town) == 1
