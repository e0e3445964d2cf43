"""Places that may be named: two people, a last day, and never where a shelter is."""

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from storage import referrals, seed
from storage.referrals import Place, Referral
from tests.cast import Town, colleague
from tests.cast import town as town

TODAY = dt.date(2026, 11, 21)
SATO, KUDO = colleague("sato").kid, colleague("kudo").kid
LINE = {
    "kind": "line",
    "name": "よりそいホットライン",
    "about": {"ja": "電話で話せます。", "easy": "", "en": ""},
    "phone": "0120-279-338",
    "source": "https://www.example.lg.jp/line",
    "expires_on": "2027-05-21",
}
SHELTER = LINE | {"kind": "shelter", "name": "ひなたの家"}


def read(**changes: Any) -> Place:
    return Place.read(LINE | changes, today=TODAY)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "friend"}, "kind"),
        ({"name": ""}, "name"),
        ({"name": "あ" * 121}, "name"),
        ({"about": {"ja": " ", "easy": "", "en": ""}}, "about"),
        ({"about": {"ja": "あ" * 401, "easy": "", "en": ""}}, "about"),
        ({"phone": "電話"}, "phone"),
        ({"phone": None}, "phone"),
        ({"url": "http://example.jp/"}, "url"),
        ({"source": None}, "source"),
        ({"expires_on": "2026-11-20"}, "expires_on"),
        ({"expires_on": "2027-11-23"}, "expires_on"),
        ({"expires_on": "いつか"}, "expires_on"),
    ],
)
def test_what_is_missing_or_wrong_is_refused_by_name(wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(ValueError, match=f"^{field}$"):
        read(**wrong)


@pytest.mark.parametrize(
    "where",
    [
        {"place": "駅のそば"},
        {"name": "ひなたの家(6条通9丁目)"},
        {"about": {"ja": "〒070-0036 の家", "easy": "", "en": ""}},
        {"about": {"ja": "家", "easy": "070-0036", "en": ""}},
        {"hours": "10時から。３番１２号へ"},
        {"cost": "5番地で払う"},
    ],
)
def test_a_shelter_has_no_address_in_any_field(where: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"^place$"):
        Place.read(SHELTER | where, today=TODAY)
    assert Place.read(SHELTER | {"phone": "03-1234-5678"}, today=TODAY).place is None


def test_the_database_itself_refuses_a_shelters_place(town: Town) -> None:
    with town.database.transaction() as connection:
        place = Place.read(SHELTER, today=TODAY)
        referrals.propose(connection, place, by=SATO, now=1)
    row = {"id": b"s" * 16, "added_by": SATO, "added_at": 1, "about": "{}", "place": "どこか"}
    facts = {"kind": "shelter", "name": "家", "source": "本人", "expires_on": "2027-01-01"}
    with pytest.raises(IntegrityError), town.database.transaction() as connection:
        connection.execute(insert(referrals.referrals), row | facts)


def referral(**changes: Any) -> Referral:
    return Referral(b"r" * 16, read(**changes), SATO, 1, KUDO, 2)


@pytest.mark.parametrize(
    "text",
    [
        "よりそいホットラインという所があります", "ヨリソイ より そい ホットライン", "０１２０ー２７９ー３３８です",
        "0120279338", "電話 0120 279 338 まで",
    ],
)  # fmt: skip
def test_a_text_that_names_it_is_recognised(text: str) -> None:
    assert referral().named_in(text)


def test_a_text_that_names_something_else_is_not() -> None:
    assert not referral().named_in("ホットラインは 0120-279-3381 ではありません")
    assert not referral().named_in("")
    assert referral(phone="#8008").named_in("＃８００８へ")
    assert not referral(phone="#8008").named_in("8008番")
    assert not referral(phone=None, url="https://example.jp/").named_in("0120")


def test_it_may_be_named_through_its_last_day() -> None:
    one = referral()
    assert one.state(dt.date(2027, 5, 21)) == "live"
    assert one.state(dt.date(2027, 5, 22)) == "expired"
    assert one._replace(checked_by=None).state(TODAY) == "proposed"


def test_two_people_look_at_it_and_at_every_change(town: Town) -> None:
    with town.database.transaction() as connection:
        one = referrals.propose(connection, read(), by=SATO, now=1)
        assert not referrals.agree(connection, one, seen=1, by=SATO, now=2)
        assert not referrals.agree(connection, one, seen=0, by=KUDO, now=2)
        assert not referrals.named_in(connection, "よりそいホットライン", today=TODAY)
        assert referrals.agree(connection, one, seen=1, by=KUDO, now=2)
        assert not referrals.agree(connection, one, seen=1, by=KUDO, now=3)
        assert referrals.named_in(connection, "よりそいホットライン", today=TODAY)
        assert referrals.change(connection, one, read(hours="24時間"), by=KUDO, now=4)
        assert not referrals.named_in(connection, "よりそいホットライン", today=TODAY)
        assert referrals.agree(connection, one, seen=4, by=SATO, now=5)
        found = referrals.find(connection, one)
        assert found is not None
        assert (found.place.hours, found.checked_by) == ("24時間", SATO)
        assert referrals.withdraw(connection, one, now=6)
        assert not referrals.withdraw(connection, one, now=7)
        assert not referrals.change(connection, one, read(), by=SATO, now=7)
        assert referrals.find(connection, one) is None
        assert not referrals.named_in(connection, "よりそいホットライン", today=TODAY)


def test_the_demo_has_some_that_may_be_named_and_one_that_waits(town: Town) -> None:
    with town.database.transaction() as connection:
        seed.furnish_words(connection, now=town.clock())
        found = referrals.standing(connection)
    today = dt.datetime.fromtimestamp(town.clock() / 1000, dt.UTC).date()
    states = [one.state(today) for one in found]
    assert (states.count("live"), states.count("proposed")) == (len(seed.REFERRALS), 1)
