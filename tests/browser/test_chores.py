"""What a console does for the keys while somebody works at it, against the real server: keys prepared ahead of time, a new key
where the server made the last or somebody has left, wraps for who sits at the desk now, and the roster signed anew.
"""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from storage.contexts import check_number, unb64
from storage.wrapsets import accept_wrapset
from tests.browser.house import DAY, House, served
from tests.cast import colleague, founded
from tests.harness.until import until
from tests.protocol.office import Person

ASKED, ANSWER, ASKED_AGAIN = "きいてほしいことがあります", "お話を聞かせてください", "つづきです"
LONG = 20_000

SIGN_IN = """async ([name, passphrase]) => {
  const from = (file) => import(`/static/js/console/${file}.js`);
  const [{ Api }, { Desk }, { openSession, signIn }, { Chores }] = await Promise.all(["api", "desk", "session", "chores"].map(from));
  const desk = new Desk(new Api(() => undefined));
  try {
    const { signedIn, unlock } = await signIn(desk.api, name, passphrase);
    desk.sitDown(await openSession(desk.api, signedIn, unlock));
  } catch (error) {
    return error.code ?? String(error);
  }
  Object.assign(globalThis, { desk, chores: new Chores(desk) });
  return desk.session.trust.epoch;
}"""
RUN = """async (confirmed) => {
  chores.confirm(confirmed);
  const seen = [];
  return { whole: await chores.run((...progress) => seen.push(progress)), seen, awaiting: chores.awaiting() };
}"""
EPOCH = "() => desk.session.trust.epoch"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with served(tmp_path) as opened:
        yield opened


def console(page: Page, house: House, name: str) -> Any:
    """The console's own modules signed in without its screens; the epoch of the roster, or why it was refused."""
    if page.url != house.nothing:
        page.goto(house.nothing)
    return page.evaluate(SIGN_IN, [name, founded().passphrases[name]])


def run(page: Page, *confirmed: bytes) -> Any:
    return page.evaluate(RUN, [kid.hex() for kid in confirmed])


def sign_in(page: Page, house: House, name: str) -> None:
    page.goto(house.console)
    page.locator("form#sign-in input[name=name]").fill(name)
    page.locator("form#sign-in input[name=passphrase]").fill(founded().passphrases[name])
    page.locator("form#sign-in button[type=submit]").click()
    expect(page.locator("body[data-ready]")).to_be_attached(timeout=LONG)


def open_and_answer(page: Page, house: House, consultation: str) -> None:
    page.locator(f'#inbox button[data-consultation="{consultation}"]').click()
    expect(page.locator("#transcript li[data-direction=in]").first).to_contain_text(ASKED, timeout=LONG)
    until(lambda: len(house.generations(unb64(consultation))) == 2)
    page.locator("#claim").click()
    page.locator("form#composer textarea[name=text]").fill(ANSWER)
    page.locator("form#composer button[type=submit]").click()
    expect(page.locator("#transcript li[data-direction=out]")).to_contain_text(ANSWER, timeout=LONG)


def test_a_day_at_satos_desk(house: House, satos_desk: Page) -> None:
    """Fifty keys are prepared and one is used; a key that the server had to make is replaced as soon as it is opened."""
    sign_in(satos_desk, house, "sato")
    until(lambda: len(house.prepared().get("kurashi", [])) == 50)
    assert list(house.prepared()) == ["kurashi"]
    trust = house.town.office.trust
    sato = colleague("sato")
    with house.town.database.reading() as connection:
        believed = trust(connection, now=house.town.clock())
    for wrapset in house.prepared()["kurashi"]:
        assert accept_wrapset(believed, wrapset).kid == sato.kid

    (prepared,) = house.generations(unb64(house.hears(ASKED)))
    assert (prepared[0].server_made, prepared[1].creator) == (False, sato.kid)
    assert len(house.prepared()["kurashi"]) == 49

    house.run_out()
    consultation = house.hears(ASKED)
    (made_by_the_server,) = house.generations(unb64(consultation))
    assert made_by_the_server[0].server_made
    open_and_answer(satos_desk, house, consultation)
    (old, first), (new, second) = house.generations(unb64(consultation))
    assert (old.server_made, new.server_made, second.creator) == (True, False, sato.kid)
    assert second.key_id != first.key_id

    entries = house.town.read(unb64(consultation), sato)
    assert [entry.payload and entry.payload["text"] for entry in entries] == [ASKED, ANSWER]
    assert [entry.record.key_id for entry in entries] == [first.key_id, second.key_id]
    expect(satos_desk.locator("#warnings > *")).to_have_count(0)
    expect(satos_desk.locator("#transcript")).to_contain_text(ASKED)
    assert len(house.generations(unb64(consultation))) == 2


def test_who_has_left_loses_the_old_wraps_and_gets_none_of_the_new(house: House, satos_desk: Page) -> None:
    consultation = unb64(house.hears(ASKED))
    assert console(satos_desk, house, "sato") == 1
    assert run(satos_desk)["whole"]
    house.sign(leave={"kurashi": [colleague("kudo").kid]})
    done = run(satos_desk)
    assert (done["whole"], done["awaiting"]) == (True, [])
    assert done["seen"][-1] == [1, 1]
    generations = house.generations(consultation)
    assert [one.made_epoch for one, _ in generations] == [1, 1, 2]
    for one, wrapset in generations:
        assert one.epoch == wrapset.epoch == 2
        assert colleague("kudo").kid not in wrapset.wraps
        assert colleague("sato").kid in wrapset.wraps
    assert {wrapset.epoch for wrapset in house.prepared()["kurashi"]} == {2}
    assert house.town.texts(consultation) == [ASKED]


def test_who_has_come_reads_what_was_written_once_a_person_has_compared_the_number(
    house: House, satos_desk: Page
) -> None:
    consultation = unb64(house.hears(ASKED))
    newcomer, abe = Person("counselor", "新人"), Person("counselor", "新人")
    assert console(satos_desk, house, "sato") == 1
    assert run(satos_desk)["whole"]
    house.sign(come={"kurashi": [newcomer.member]})
    waiting = run(satos_desk)
    number = check_number(founded().keys.fingerprint, newcomer.kid)
    expected = {"kid": newcomer.kid.hex(), "name": "新人", "checkNumber": number, "count": 1}
    assert (waiting["whole"], waiting["awaiting"], waiting["seen"]) == (True, [expected], [])
    assert all(newcomer.kid not in wrapset.wraps for _, wrapset in house.generations(consultation))

    # Somebody of the same name comes too: only the kid whose number was compared is let in, whatever the server says.
    house.sign(come={"kurashi": [abe.member]})
    still_waiting = run(satos_desk, newcomer.kid)
    assert [one["kid"] for one in still_waiting["awaiting"]] == [abe.kid.hex()]
    assert all(
        not wrapset.wraps.keys() & {newcomer.kid, abe.kid} for _, wrapset in house.generations(consultation)
    )

    house.sign(leave={"kurashi": [abe.kid]})
    done = run(satos_desk)
    assert (done["whole"], done["awaiting"], done["seen"][-1]) == (True, [], [1, 1])
    for one, wrapset in house.generations(consultation):
        assert one.epoch == 4
        assert newcomer.kid in wrapset.wraps
        assert abe.kid not in wrapset.wraps


def test_who_comes_in_the_middle_of_the_work_waits_like_everybody(house: House, satos_desk: Page) -> None:
    house.hears(ASKED)
    house.hears(ASKED_AGAIN)
    assert console(satos_desk, house, "sato") == 1
    assert run(satos_desk)["whole"]
    house.sign(leave={"kurashi": [colleague("kudo").kid]})
    newcomer, came = Person("counselor", "新人"), threading.Event()

    def come(route: Any) -> None:
        if not came.is_set():
            came.set()
            house.sign(come={"kurashi": [newcomer.member]})
        route.fallback()

    satos_desk.route("**/console/consultations/*/wrapsets", come)
    done = run(satos_desk)
    assert [one["kid"] for one in done["awaiting"]] == [newcomer.kid.hex()]
    for consultation in house.town.consultations():
        first, second, third = (wrapset for _, wrapset in house.generations(consultation))
        assert newcomer.kid not in first.wraps.keys() | second.wraps.keys()
        assert newcomer.kid in third.wraps


def test_a_wrap_set_that_does_not_verify_is_left_alone_and_the_rest_is_done(
    house: House, satos_desk: Page
) -> None:
    """Whoever writes in the database, or is the server, hands a console something to wrap: it goes on with the next."""
    house.hears(ASKED)
    honest = house.hears(ASKED_AGAIN)
    assert console(satos_desk, house, "sato") == 1

    def forge(route: Any) -> None:
        answer = route.fetch()
        body = answer.json()
        for item in body["rotate"]:
            if item["consultation"] != honest:
                item["wrapset"]["case_pk"] = body["rotate"][-1]["wrapset"]["case_pk"]
        route.fulfill(response=answer, json=body)

    satos_desk.route("**/console/keys", forge)
    assert run(satos_desk)["whole"] is False
    counts = {id_: len(house.generations(unb64(id_))) for id_ in (honest,)}
    assert counts == {honest: 2}
    first = next(case for case in house.town.consultations() if case != unb64(honest))
    assert len(house.generations(first)) == 1


def test_a_refusal_drops_one_thing_and_the_work_goes_on(house: House, satos_desk: Page) -> None:
    house.hears(ASKED)
    house.hears(ASKED_AGAIN)
    assert console(satos_desk, house, "sato") == 1
    refused: list[str] = []

    def refuse_first(route: Any) -> None:
        if refused:
            route.fallback()
        else:
            refused.append(route.request.url)
            route.fulfill(status=409, json={"error": "generation", "message": ""})

    satos_desk.route("**/console/consultations/*/wrapsets", refuse_first)
    assert run(satos_desk)["whole"]
    assert sorted(len(house.generations(case)) for case in house.town.consultations()) == [1, 2]
    assert len(house.prepared()["kurashi"]) == 50
    assert run(satos_desk)["whole"]
    assert [len(house.generations(case)) for case in house.town.consultations()] == [2, 2]


def test_no_answer_interrupts_and_never_reaches_the_page(house: House, satos_desk: Page) -> None:
    assert console(satos_desk, house, "sato") == 1
    satos_desk.route("**/console/prekeys", lambda route: route.abort())
    assert run(satos_desk)["whole"] is False
    satos_desk.evaluate("() => desk.standUp()")
    assert run(satos_desk)["whole"] is False
    assert house.prepared() == {}


def test_a_supervisors_console_signs_the_roster_anew_before_it_runs_out(
    house: House, kudos_desk: Page
) -> None:
    now = int(time.time())
    house.sign(ends=now + 20 * DAY)
    assert console(kudos_desk, house, "kudo") == 2
    assert run(kudos_desk)["whole"]
    # A browser that sees this roster for the first time does not sign it: it might be an old one.
    assert kudos_desk.evaluate(EPOCH) == 2
    assert console(kudos_desk, house, "kudo") == 2
    assert run(kudos_desk)["whole"]
    assert kudos_desk.evaluate(EPOCH) == 3
    before, after = (link.parsed() for link in house.chain()[-2:])
    assert after.not_after > now + 34 * DAY
    assert (after.members, after.desks) == (before.members, before.desks)
    assert run(kudos_desk)["whole"]
    assert len(house.chain()) == 3


def test_a_roster_that_has_run_out_is_signed_anew_where_it_was_known(
    house: House, kudos_desk: Page, satos_desk: Page, moris_desk: Page
) -> None:
    """After a long holiday: Kudo's own browser accepted this roster in time, a strange one did not."""
    now = int(time.time())
    house.sign(begins=now - 40 * DAY, ends=now - 5 * DAY)
    kudos_desk.clock.set_system_time(now - 20 * DAY)
    assert console(kudos_desk, house, "kudo") == 2
    assert console(satos_desk, house, "sato") == "stale"
    assert console(moris_desk, house, "kudo") == "stale"
    assert len(house.chain()) == 2
    kudos_desk.clock.set_system_time(now)
    assert console(kudos_desk, house, "kudo") == 3
    assert console(satos_desk, house, "sato") == 3
