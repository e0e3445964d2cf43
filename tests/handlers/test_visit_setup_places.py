"""What holds at a place: its rules and what they mean today, its papers and who checked them, the kinds, and who works where."""

from sqlalchemy import update

from bot.calendar import is_day_off
from bot.visits import rules
from storage import place_papers, visit_kinds, visit_places
from tests.cast import Json
from tests.handlers.at_visit_setup import (
    SQLITE,
    Office,
    closed,
    day,
    now,
    post,
    problems,
    put,
    row,
    seen,
    set_rows,
)
from tests.handlers.at_visit_setup import office as office
from tests.handlers.supervising import refused
from tests.visits.places import ASATSUYU

NOTHING = {"ja": "", "easy": "", "en": ""}
CARD = {"ja": "カード", "easy": "カード", "en": "Card"}
ITEM = {"name": CARD, "where": NOTHING, "when": NOTHING, "note": NOTHING}
PAPERS = {
    "items": [ITEM],
    "rules": NOTHING | {"ja": "18歳から"},
    "moving": {"a": NOTHING, "b": NOTHING},
    "source": "要綱",
}


def asatsuyu(office: Office) -> Json:
    (found,) = seen(office.abe, "places")["places"]
    return {name: value for name, value in found.items() if name != "outlook"}


def test_abe_changes_the_rules_and_sees_what_they_mean_today(office: Office) -> None:
    before = seen(office.abe, "places")
    assert [one["id"] for one in before["places"]] == ["asatsuyu"]
    assert not before["leads"]
    mine = asatsuyu(office)
    changed = mine | {"lead_days": 7, "change_days": 2, "phone": "0166-00-0000", "name_en": " Asatsuyu Town "}
    told = post(office.abe, "outlook", **(changed | {"place": "asatsuyu"})).json or {}
    saved = put(office.abe, "places/asatsuyu", **changed).json or {}
    assert saved["outlook"] == told
    place = ASATSUYU._replace(lead_days=7)
    first = rules.earliest(now(), place, rules.closed_of([]))
    assert day().fromisoformat(told["earliest"]) >= first
    assert not is_day_off(day().fromisoformat(told["earliest"]))
    assert told["changes"] < told["earliest"]
    with office.town.database.reading() as connection:
        stored = visit_places.find(connection, "asatsuyu")
    assert stored is not None
    assert (stored.lead_days, stored.name_en, stored.revision) == (7, "Asatsuyu Town", 2)
    late = put(office.kudo, "places/asatsuyu", **mine)
    assert refused(late) == (409, "changed")
    assert ((late.json or {})["stored"]["phone"], (late.json or {})["by"]) == ("0166-00-0000", "谷")
    assert put(office.kudo, "places/asatsuyu", **(mine | {"revision": 2, "active": False})).status_code == 200
    assert [facts["place"] for _, facts in office.noted()] == ["asatsuyu", "asatsuyu"]


@SQLITE
def test_the_first_day_is_one_on_which_there_is_a_slot(office: Office) -> None:
    assert set_rows(office.abe, row(2, last=90)).status_code == 200
    outlook = seen(office.abe, "places")["places"][0]["outlook"]
    wednesday = day().fromisoformat(outlook["earliest"])
    assert wednesday.weekday() == 2
    shut = closed(wednesday)
    assert post(office.abe, "places/asatsuyu/unusual-days", **shut).status_code == 201
    assert seen(office.abe, "places")["places"][0]["outlook"]["earliest"] > str(wednesday)


WRONG_RULES: list[tuple[Json, tuple[str, str]]] = [
    ({"name_ja": " "}, ("name_ja", "empty")),
    ({"name_ja": "あ" * 65}, ("name_ja", "long")),
    ({"name_en": "Oath desk"}, ("name_en", "telling")),
    ({"name_ja": "女性相談室"}, ("name_ja", "telling")),
    ({"address": "a\nb"}, ("address", "line")),
    ({"phone": "ひゃくとおばん"}, ("phone", "phone")),
    ({"lead_days": -1}, ("lead_days", "range")),
    ({"horizon_days": 5}, ("horizon_days", "order")),
    ({"per_resident": 0}, ("per_resident", "range")),
    ({"private_room": None}, ("private_room", "empty")),
]


@SQLITE
def test_rules_that_are_wrong_are_refused_at_their_field(office: Office) -> None:
    mine = asatsuyu(office)
    for change, wrong in WRONG_RULES:
        assert problems(put(office.abe, "places/asatsuyu", **(mine | change))) == [(None, *wrong)]
    assert asatsuyu(office) == mine


def test_kudo_adds_a_place_hidden_at_first_and_says_who_works_there(office: Office) -> None:
    kudo, abe = office.kudo, office.abe
    new = seen(kudo, "places")["new"]
    assert not new["active"]
    body = new | {"name_ja": "つきかげ町", "name_easy": "つきかげ町", "name_en": "Tsukikage"}
    assert refused(post(abe, "places", **body)) == (403, "role")
    assert problems(post(kudo, "places", **new))[0] == (None, "name_ja", "empty")
    added = post(kudo, "places", **body)
    assert added.status_code == 201
    moonlit = (added.json or {})["id"]
    assert [one["id"] for one in seen(kudo, "places")["places"]] == ["asatsuyu", "hoshizora", moonlit]
    (shown,) = seen(kudo, "clerks")["clerks"]
    assert (shown["name"], shown["places"]) == ("谷", ["asatsuyu"])
    path = f"clerks/{shown['kid']}"
    assert refused(put(abe, path, places=[moonlit], seen=["asatsuyu"])) == (403, "role")
    for wrong in (["nowhere"], [["hoshizora"]], "hoshizora"):
        assert put(kudo, path, places=wrong, seen=["asatsuyu"]).status_code == 400
    assert put(kudo, path, places=[moonlit, "hoshizora"], seen=["asatsuyu"]).status_code == 200
    late = put(kudo, path, places=[], seen=["asatsuyu"])
    assert refused(late) == (409, "changed")
    assert sorted((late.json or {})["clerks"][0]["places"]) == sorted(["hoshizora", moonlit])
    assert [one["id"] for one in seen(abe, "places")["places"]] == ["hoshizora", moonlit]
    nobody = f"clerks/{'A' * 22}"
    assert put(kudo, nobody, places=[], seen=[]).status_code == 404
    assert [action for action, _ in office.noted()] == ["visit-place", "visit-clerk"]


def test_papers_carry_the_day_on_which_somebody_last_looked(office: Office) -> None:
    abe, path = office.abe, "places/asatsuyu/papers"
    empty = seen(abe, path)
    assert (empty["items"], empty["revision"], empty["checked_on"]) == ([], 0, None)
    assert post(abe, f"{path}/confirmation", revision=0).status_code == 404
    first = put(abe, path, revision=0, **PAPERS).json or {}
    assert (first["checked_on"], first["checked_by"], first["stale"]) == (str(day()), "谷", False)
    with office.town.database.transaction() as connection:
        long_ago = {"checked_on": str(day(-181))}
        connection.execute(update(place_papers.place_papers).values(long_ago))
    assert seen(abe, path)["stale"]
    written = put(office.kudo, path, revision=1, **(PAPERS | {"source": "要綱 第2版"})).json or {}
    assert (written["stale"], written["revision"]) == (True, 2), "to write is not to check"
    late = put(abe, path, revision=1, **PAPERS)
    assert refused(late) == (409, "changed")
    assert ((late.json or {})["source"], (late.json or {})["by"]) == ("要綱 第2版", "工藤")
    assert refused(post(abe, f"{path}/confirmation", revision=1)) == (409, "changed")
    looked = post(abe, f"{path}/confirmation", revision=2).json or {}
    assert (looked["checked_on"], looked["stale"], looked["items"]) == (str(day()), False, [ITEM])
    assert [facts["what"] for _, facts in office.noted()] == ["written", "written", "confirmed"]


WRONG_PAPERS: list[tuple[Json, list[tuple[int | None, str, str]]]] = [
    ({"items": [ITEM | {"name": NOTHING}]}, [(0, f"name_{one}", "empty") for one in NOTHING]),
    ({"items": [ITEM, "x"]}, [(1, "name", "empty")]),
    ({"items": [ITEM] * 21}, [(None, "items", "many")]),
    ({"items": [ITEM | {"note": None}]}, [(0, f"note_{one}", "long") for one in NOTHING]),
    ({"rules": NOTHING | {"ja": "あ" * 1501}}, [(None, "rules_ja", "long")]),
    ({"moving": {"a": NOTHING}}, [(None, f"moving_b_{one}", "long") for one in NOTHING]),
    ({"source": " "}, [(None, "source", "empty")]),
]


@SQLITE
def test_papers_that_are_wrong_are_refused_at_their_field(office: Office) -> None:
    for change, wrong in WRONG_PAPERS:
        body = PAPERS | change
        assert problems(put(office.abe, "places/asatsuyu/papers", revision=0, **body)) == wrong
    assert seen(office.abe, "places/asatsuyu/papers")["revision"] == 0


def test_kudo_orders_and_words_the_kinds_and_none_is_lost(office: Office) -> None:
    kudo, before = office.kudo, seen(office.kudo, "kinds")
    kinds, mark = before["kinds"], before["revision"]
    assert (len(kinds), before["mine"], seen(office.abe, "kinds")["mine"]) == (9, True, False)
    assert refused(put(office.abe, "kinds", kinds=kinds, revision=mark)) == (403, "role")
    telling = [kinds[0] | {"talk_ja": "宣誓の日", "talk_easy": "ＤＶ", "talk_en": "My partner"}, *kinds[1:]]
    found = problems(put(kudo, "kinds", kinds=telling, revision=mark))
    assert found == [(0, "talk_ja", "telling"), (0, "talk_easy", "telling"), (0, "talk_en", "telling")]
    long = [kinds[0] | {"talk_ja": "あ" * 21, "most_persons": 10}, *kinds[1:]]
    assert problems(put(kudo, "kinds", kinds=long, revision=mark)) == [
        (0, "talk_ja", "long"), (0, "most_persons", "range"),
    ]  # fmt: skip
    assert problems(put(kudo, "kinds", kinds=kinds[1:], revision=mark)) == [(None, "rows", "gone")]
    assert problems(put(kudo, "kinds", kinds=[*kinds, kinds[0]], revision=mark)) == [(None, "rows", "gone")]
    new = kinds[0] | {"id": None, "name_ja": "宣誓(オンライン)", "most_persons": 3}
    wanted = [kinds[8], new, *kinds[:8]]
    wanted[0] = wanted[0] | {"active": False}
    saved = put(kudo, "kinds", kinds=wanted, revision=mark).json or {}
    assert [one["name_ja"] for one in saved["kinds"]] == [one["name_ja"] for one in wanted]
    made = saved["kinds"][1]["id"]
    assert made.startswith("kind-")
    assert made not in {one["id"] for one in kinds}
    with office.town.database.reading() as connection:
        assert [one.id for one in visit_kinds.all_of(connection)][:2] == [made, kinds[0]["id"]]
    late = put(kudo, "kinds", kinds=kinds, revision=mark)
    assert refused(late) == (409, "changed")
    assert ((late.json or {})["revision"], (late.json or {})["by"]) == (saved["revision"], "工藤")


def test_abe_types_wide_spaces_and_as_many_kinds_as_there_may_be(office: Office) -> None:
    """The space bar of a Japanese keyboard types U+3000."""
    changed = asatsuyu(office) | {"address": "あさつゆ町　一丁目　２－３", "name_ja": "あさつゆ町　本庁"}
    assert put(office.abe, "places/asatsuyu", **changed).status_code == 200
    assert problems(put(office.abe, "places/asatsuyu", **asatsuyu(office) | {"name_ja": "宣誓　窓口"})) == [
        (None, "name_ja", "telling")
    ]
    papers = PAPERS | {
        "source": "町の　要綱",
        "rules": {"ja": "一　本人が来る\n二　平日のみ", "easy": "", "en": ""},
    }
    assert put(office.abe, "places/asatsuyu/papers", revision=0, **papers).status_code == 200
    before = seen(office.kudo, "kinds")
    more = [before["kinds"][0] | {"id": None, "talk_ja": f"手続き　{number}"} for number in range(21)]
    saved = put(office.kudo, "kinds", kinds=[*before["kinds"], *more], revision=before["revision"])
    ids = [one["id"] for one in (saved.json or {})["kinds"]]
    assert len(set(ids)) == 30
    assert set_rows(office.abe, row(kinds=ids)).status_code == 200
    assert {one.kinds for one in office.slots()} == {",".join(sorted(ids))}


def test_kudo_moves_a_place_and_everybody_finds_it_there(office: Office) -> None:
    order = [one["id"] for one in seen(office.kudo, "places")["places"]]
    wanted = list(reversed(order))
    assert len(order) > 1
    assert refused(put(office.abe, "places/order", seen=order, wanted=wanted)) == (403, "role")
    revisions = [one["revision"] for one in seen(office.kudo, "places")["places"]]
    assert (put(office.kudo, "places/order", seen=order, wanted=wanted).json or {}) == {"order": wanted}
    found = seen(office.kudo, "places")["places"]
    assert [one["id"] for one in found] == wanted
    assert [one["revision"] for one in found] == list(reversed(revisions))
    told = office.web.test_client().get("/booking/facts").json or {}
    assert [one["id"] for one in told["places"]] == wanted
    late = put(office.kudo, "places/order", seen=order, wanted=wanted)
    assert (refused(late), (late.json or {})["stored"]) == ((409, "changed"), wanted)
    assert refused(put(office.kudo, "places/order", seen=wanted, wanted=wanted[1:])) == (422, "order")
