"""The menu on the account: published, published again, interrupted anywhere, changed, shown and taken away."""

import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from PIL import Image

from bot.channel import Credentials, LineChannel
from bot.menu_publishing import MenuError, publish, remove, show
from bot.menus import Menu, menus
from bot.phrases import LANGUAGES
from bot.rich_menu import LineShelf
from simulator.app import create_simulator
from simulator.platform import Platform
from simulator.rehearsal import Clock, serve
from tests.cast import CHANNEL_ID, SECRET, TOKEN

ALIASES = {"hidamari-ja", "hidamari-easy", "hidamari-en"}


class Account:
    """An account on the fake LINE, and the shelf of its menus."""

    def __init__(self, platform: Platform, origin: str) -> None:
        self.line, self.state = platform, platform.rich_menus
        credentials = Credentials(TOKEN, CHANNEL_ID, SECRET)
        self.shelf = LineShelf(LineChannel(f"{origin}/line", credentials, platform.clock))

    def names(self) -> list[str]:
        return [str(menu.made["name"]) for menu in self.state.menus.values()]

    def shows(self, wanted: Sequence[Menu]) -> None:
        """Nothing but these, complete, each under its alias, the first for everybody."""
        assert sorted(self.names()) == sorted(menu.name for menu in wanted)
        assert self.state.aliases.keys() == ALIASES
        for menu in wanted:
            there = self.state.menus[self.state.aliases[f"hidamari-{menu.language}"]]
            assert there.made == menu.made
            assert there.picture is not None
            assert there.picture.content == menu.picture
        assert self.state.default == self.state.aliases["hidamari-ja"]

    def somebody_is_served(self) -> None:
        """Whoever looks at the phone now sees a menu, and every tab leads somewhere."""
        assert self.state.shown_to("U" + "0" * 32) is not None
        for menu_id in self.state.aliases.values():
            assert self.state.menus[menu_id].picture is not None

    def foreign(self) -> str:
        """A menu that somebody else made over the API."""
        made = small("#123456")[0].made | {"name": "spring-campaign"}
        return self.shelf.create(made)


@pytest.fixture
def account() -> Iterator[Account]:
    simulator = create_simulator(
        channel_secret=SECRET,
        callback_url="http://town.invalid/callback",
        access_token=TOKEN,
        channel_id=CHANNEL_ID,
        clock=Clock(),
        post=lambda *_: 200,
    )
    with serve(simulator) as origin:
        yield Account(simulator.platform, origin)


def small(colour: str) -> tuple[Menu, ...]:
    """Three menus that are quickly carried."""
    picture = io.BytesIO()
    Image.new("RGB", (800, 250), colour).save(picture, "PNG")
    area = {
        "bounds": {"x": 0, "y": 0, "width": 800, "height": 250},
        "action": {"type": "message", "label": "話す", "text": "話す"},
    }
    made = {
        "size": {"width": 800, "height": 250},
        "selected": True,
        "chatBarText": "メニュー",
        "areas": [area],
    }
    mark = colour.removeprefix("#").lower()
    return tuple(
        Menu(name, {**made, "name": f"hidamari-{name}-{mark}{mark}"}, picture.getvalue())
        for name in LANGUAGES
    )


YELLOW, GREEN = small("#FFE7B3"), small("#3A7D44")


class Interrupted(Exception):
    """The process ended here."""


class Killed:
    """A shelf whose process ends at the nth call: after it, or with its answer lost; `watch` is asked after each."""

    def __init__(self, account: Account, nth: int, *, lost: bool, watch: Callable[[], None]) -> None:
        self._account, self._left, self._lost, self._watch = account, nth, lost, watch

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            self._left -= 1
            if self._left == 0 and self._lost:
                self._account.line.faults.drop_answer()
            answer = getattr(self._account.shelf, name)(*arguments, **named)
            self._watch()
            if self._left == 0:
                raise Interrupted
            return answer

        return call


def interrupted(account: Account, wanted: Sequence[Menu], nth: int, *, lost: bool, watch: Any) -> bool:
    """Publishes until the nth call; False when there were not so many."""
    shelf: Any = Killed(account, nth, lost=lost, watch=watch)
    try:
        publish(shelf, wanted)
    except (Interrupted, MenuError):
        account.line.faults.clear()
        return True
    return False


def test_published_twice_there_is_one_set_and_nothing_was_done_the_second_time(account: Account) -> None:
    first = publish(account.shelf, YELLOW)
    assert first.created == [menu.name for menu in YELLOW]
    account.shows(YELLOW)
    before = len(account.line.calls.all())
    again = publish(account.shelf, YELLOW)
    assert (again.created, again.kept, again.removed) == ([], first.created, [])
    assert {call.method for call in account.line.calls.all()[before:]} == {"GET"}
    account.shows(YELLOW)


def test_the_drawn_menus_are_what_line_takes(account: Account) -> None:
    drawn = menus()
    publish(account.shelf, drawn)
    account.shows(drawn)
    assert {call.status for call in account.line.calls.all()} <= {200, 404}


@pytest.mark.parametrize("lost", [False, True], ids=["killed after", "answer lost"])
def test_interrupted_at_any_call_the_first_publication_is_finished_by_the_next(
    account: Account, lost: bool
) -> None:
    nth = 1
    while interrupted(account, YELLOW, nth, lost=lost, watch=lambda: None):
        publish(account.shelf, YELLOW)
        account.shows(YELLOW)
        remove(account.shelf)
        assert account.names() == []
        assert account.state.aliases == {}
        account.line.clock.pass_(hours=1)  # type: ignore[attr-defined]  # the rehearsal's clock
        nth += 1
    assert nth > 12


@pytest.mark.parametrize("lost", [False, True], ids=["killed after", "answer lost"])
def test_interrupted_at_any_call_a_change_never_leaves_anybody_without_a_menu(
    account: Account, lost: bool
) -> None:
    publish(account.shelf, YELLOW)
    old, new, nth = YELLOW, GREEN, 1
    while interrupted(account, new, nth, lost=lost, watch=account.somebody_is_served):
        account.somebody_is_served()
        publish(account.shelf, new)
        account.shows(new)
        account.line.clock.pass_(hours=1)  # type: ignore[attr-defined]  # the rehearsal's clock
        old, new, nth = new, old, nth + 1
    account.shows(new)
    assert nth > 16


def test_a_changed_colour_gives_new_menus_and_who_chose_english_still_sees_english(account: Account) -> None:
    hanako = account.line.add_resident("はなこ", following=True).id
    publish(account.shelf, YELLOW)
    account.state.linked[hanako] = account.state.aliases["hidamari-en"]
    done = publish(account.shelf, GREEN)
    assert done.removed == [menu.name for menu in YELLOW]
    account.shows(GREEN)
    seen = account.state.shown_to(hanako)
    assert seen is not None
    assert seen["name"] == GREEN[2].name


def test_while_line_still_moves_people_the_old_menu_stays(account: Account) -> None:
    publish(account.shelf, YELLOW)
    account.state.batches_take_long = True
    pauses: list[float] = []
    done = publish(account.shelf, GREEN, pauses.append)
    assert done.waiting == [menu.name for menu in YELLOW]
    assert 10 <= sum(pauses) <= 60
    account.somebody_is_served()
    account.state.batches_take_long = False
    assert publish(account.shelf, GREEN).removed == done.waiting
    account.shows(GREEN)


def test_changed_four_times_in_an_hour_the_old_menus_wait_for_line(account: Account) -> None:
    for wanted in (YELLOW, GREEN, YELLOW, GREEN):
        publish(account.shelf, wanted)
    assert publish(account.shelf, YELLOW).waiting == [menu.name for menu in GREEN]
    account.line.clock.pass_(hours=1)  # type: ignore[attr-defined]  # the rehearsal's clock
    publish(account.shelf, YELLOW)
    account.shows(YELLOW)


def test_two_that_were_made_by_accident_become_one(account: Account) -> None:
    publish(account.shelf, YELLOW)
    account.shelf.create(YELLOW[0].made)
    double = account.shelf.create(YELLOW[1].made)
    account.shelf.upload(double, YELLOW[1].picture)
    publish(account.shelf, YELLOW)
    account.shows(YELLOW)


def test_foreign_menus_are_left_alone(account: Account) -> None:
    foreign = account.foreign()
    account.shelf.upload(foreign, YELLOW[0].picture)
    account.shelf.set_alias("spring", foreign, new=True)
    publish(account.shelf, YELLOW)
    publish(account.shelf, GREEN)
    assert len(show(account.shelf)) == 3
    remove(account.shelf)
    assert account.names() == ["spring-campaign"]
    assert account.state.aliases == {"spring": foreign}


def test_a_default_menu_that_is_not_ours_is_replaced_by_publishing_and_not_by_removing(
    account: Account,
) -> None:
    foreign = account.foreign()
    account.shelf.upload(foreign, YELLOW[0].picture)
    publish(account.shelf, YELLOW)
    account.shelf.set_default(foreign)
    publish(account.shelf, YELLOW)
    assert account.state.default == account.state.aliases["hidamari-ja"]
    account.shelf.set_default(foreign)
    remove(account.shelf)
    assert account.state.default == foreign


def test_what_is_there_is_shown_as_it_is(account: Account) -> None:
    assert show(account.shelf) == []
    publish(account.shelf, YELLOW)
    account.shelf.create(GREEN[0].made)
    shown = show(account.shelf)
    assert [(one.complete, one.aliases, one.default) for one in shown] == [
        (True, ("hidamari-ja",), True),
        (True, ("hidamari-easy",), False),
        (True, ("hidamari-en",), False),
        (False, (), False),
    ]


@pytest.mark.parametrize(
    ("status", "told"),
    [(429, "in an hour"), (401, "credentials"), (500, "trouble of its own"), (400, "menu-create")],
)
def test_a_refusal_is_one_sentence_for_the_operator(account: Account, status: int, told: str) -> None:
    account.line.faults.refuse(
        status, path="/v2/bot/richmenu", message="The API rate limit has been exceeded."
    )
    account.line.faults.refuse(
        status, path="/v2/bot/richmenu", message="The API rate limit has been exceeded."
    )
    with pytest.raises(MenuError, match=told):
        publish(account.shelf, YELLOW)


@pytest.mark.parametrize("path", ["/richmenu/list", "/richmenu/alias/list", "/v2/bot/richmenu"])
def test_an_answer_that_cannot_be_read_is_said_and_the_next_run_finishes(account: Account, path: str) -> None:
    account.line.faults.empty_answer(path=path)
    with pytest.raises(MenuError, match="could not be read"):
        publish(account.shelf, YELLOW)
    publish(account.shelf, YELLOW)
    account.shows(YELLOW)


def test_a_hanging_line_is_given_up(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.rich_menu.TIMEOUTS", (1.0, 0.2))
    hanging = account.line.faults.hang(path="/v2/bot/richmenu")
    with pytest.raises(MenuError, match="can't be reached"):
        publish(account.shelf, YELLOW)
    hanging.release()
    publish(account.shelf, YELLOW)
    account.shows(YELLOW)
