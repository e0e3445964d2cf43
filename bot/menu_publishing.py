"""Puts the menus on the account, shows them and takes them away; safe to be stopped anywhere and run again.

A menu's name says what it holds, so nothing needs to be remembered here: what LINE has is compared with what should be there. New
menus are complete before anybody sees them, and old ones go last. Menus with other names are left alone.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from bot.menus import OURS, Menu, alias
from bot.phrases import LANGUAGES, Language
from storage.refusal import Refusal

FIRST: Language = "ja"
"""The menu of everybody who has not chosen a language."""
PATIENCE = 30
"""Seconds for which LINE may take to move people from old menus to new ones."""
_PROGRESS_EVERY = 1.0


class MenuError(Refusal):
    """LINE did not do it, and why."""


class Shelf(Protocol):
    """LINE's side of it. Every call may raise `MenuError`."""

    def menus(self) -> dict[str, str]:
        """Name by id of every menu made over the API, oldest first."""

    def has_picture(self, menu_id: str) -> bool: ...

    def create(self, made: dict[str, Any]) -> str:
        """The new menu's id."""

    def upload(self, menu_id: str, picture: bytes) -> None: ...

    def delete(self, menu_id: str) -> None: ...

    def aliases(self) -> dict[str, str]:
        """Menu id by alias."""

    def set_alias(self, name: str, menu_id: str, *, new: bool) -> None: ...

    def delete_alias(self, name: str) -> None: ...

    def default(self) -> str | None: ...

    def set_default(self, menu_id: str | None) -> None: ...

    def move_people(self, pairs: Sequence[tuple[str, str]]) -> str | None:
        """Begins to move everybody who chose the first menu of a pair to the second.

        What to ask for with `moved`; None when LINE, which does this three times an hour, does not do it now.
        """

    def moved(self, request: str) -> bool:
        """True when that has ended."""


@dataclass
class Done:
    """What `publish` did, by names; `waiting` are old menus that people may still look at."""

    created: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)


def publish(shelf: Shelf, menus: Sequence[Menu], pause: Callable[[float], None] = time.sleep) -> Done:
    """Makes the account show exactly these menus of ours. Raises `MenuError`; run again, it goes on where it stopped."""
    done, there, aliases = Done(), shelf.menus(), shelf.aliases()
    shown: dict[Language, str] = {
        menu.language: _complete(shelf, menu, there, aliases, done) for menu in menus
    }
    for language, menu_id in shown.items():
        if aliases.get(alias(language)) != menu_id:
            shelf.set_alias(alias(language), menu_id, new=alias(language) not in aliases)
    if shelf.default() != shown[FIRST]:
        shelf.set_default(shown[FIRST])
    old = {id_: name for id_, name in there.items() if OURS.fullmatch(name) and id_ not in shown.values()}
    if old and not _move(shelf, old, shown, pause):
        done.waiting += old.values()
        return done
    for menu_id, name in old.items():
        shelf.delete(menu_id)
        done.removed.append(name)
    return done


def remove(shelf: Shelf) -> list[str]:
    """Takes our menus away; the names of what went. Raises `MenuError`."""
    ours = _ours(shelf)
    if shelf.default() in ours:
        shelf.set_default(None)
    for name in sorted(shelf.aliases().keys() & {alias(language) for language in LANGUAGES}):
        shelf.delete_alias(name)
    for menu_id in ours:
        shelf.delete(menu_id)
    return list(ours.values())


@dataclass(frozen=True)
class Shown:
    """One menu of ours as LINE has it."""

    id: str
    name: str
    complete: bool
    aliases: tuple[str, ...]
    default: bool


def show(shelf: Shelf) -> list[Shown]:
    """Every menu of ours, oldest first. Raises `MenuError`."""
    default, aliases = shelf.default(), shelf.aliases()
    return [
        Shown(
            menu_id,
            name,
            shelf.has_picture(menu_id),
            tuple(known for known, leads_to in aliases.items() if leads_to == menu_id),
            menu_id == default,
        )
        for menu_id, name in _ours(shelf).items()
    ]


def _ours(shelf: Shelf) -> dict[str, str]:
    return {menu_id: name for menu_id, name in shelf.menus().items() if OURS.fullmatch(name)}


def _complete(shelf: Shelf, menu: Menu, there: dict[str, str], aliases: dict[str, str], done: Done) -> str:
    """The id of this menu with its picture: the one that is there, or one that is made or finished now."""
    found = [menu_id for menu_id, name in there.items() if name == menu.name]
    # Where two were made by accident, the one that people reach already stays.
    found.sort(key=lambda menu_id: menu_id != aliases.get(alias(menu.language)))
    for menu_id in found:
        if shelf.has_picture(menu_id):
            done.kept.append(menu.name)
            return menu_id
    menu_id = found[0] if found else shelf.create(menu.made)
    there[menu_id] = menu.name
    shelf.upload(menu_id, menu.picture)
    done.created.append(menu.name)
    return menu_id


def _move(
    shelf: Shelf, old: dict[str, str], shown: dict[Language, str], pause: Callable[[float], None]
) -> bool:
    """People who chose a language see the new menu of that language, not the default one. False when LINE needs longer."""
    pairs = [
        (menu_id, shown[language])
        for menu_id, name in old.items()
        for language in shown
        if name.startswith(f"{alias(language)}-")
    ]
    request = shelf.move_people(pairs)
    for _ in range(PATIENCE if request else 0):
        if shelf.moved(str(request)):
            return True
        pause(_PROGRESS_EVERY)
    return False
