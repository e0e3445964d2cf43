"""Flyers and places in the language of the page."""

from typing import NamedTuple

from bot.phrases import LANGUAGES
from handlers.flyers.readings import Said, said
from storage.flyers import Flyer
from storage.placements import KINDS, Placement


class Told(NamedTuple):
    """A flyer's words. `written`: the languages that it is printed in; `card`: its sign for a counter, or None."""

    id: str
    title: Said
    text: Said
    audience: Said
    written: list[str]
    card: str | None


class Place(NamedTuple):
    name: Said
    address: str
    hours: Said


def told(flyer: Flyer, language: str) -> Told:
    def part(name: str) -> Said:
        return said({one: flyer.said(name, one) for one in LANGUAGES}, language)

    written: list[str] = [one for one in LANGUAGES if one in flyer.languages.split(",")]
    return Told(flyer.id, part("title"), part("text"), part("audience"), written, flyer.card)


def place(placement: Placement, language: str) -> Place:
    def part(name: str) -> Said:
        return said({one: placement.said(name, one) for one in LANGUAGES}, language)

    return Place(part("shown"), placement.address, part("hours"))


def by_kind(placements: list[Placement]) -> list[tuple[str, list[Placement]]]:
    """What residents may be told of, grouped, the groups always in one order."""
    told_of = [one for one in placements if one.shown and one.retired_at is None]
    groups = [(kind, [one for one in told_of if one.kind == kind]) for kind in KINDS]
    return [(kind, found) for kind, found in groups if found]
