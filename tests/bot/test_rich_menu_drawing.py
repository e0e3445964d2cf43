"""The menu's pictures and objects: legible, calm in every language, and what each tile says is understood."""

import dataclasses
import io
import itertools
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from jsonschema import Draft202012Validator
from PIL import Image, ImageChops

from bot.menu_design import HEIGHT, STRIP, WIDTH, Design, Words, load, tab_bounds
from bot.menu_drawing import draw, font, png, writable
from bot.menus import OURS, Menu, check, menus
from bot.phrases import LANGUAGES, Language, command_of
from simulator.limits.rich_menus import picture_problem, rich_menu

PHONE = 360
"""Width, in its own pixels, of a small phone."""
SPECIFICATIONS = sorted(Path(__file__).parents[3].glob("*/line-openapi/messaging-api.strict.yml"))


@pytest.fixture(scope="module")
def drawn() -> tuple[Menu, ...]:
    return menus()


@pytest.fixture(scope="module")
def design() -> Design:
    return load()


def picture(menu: Menu) -> Image.Image:
    return Image.open(io.BytesIO(menu.picture))


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_every_tile_and_tab_of_every_language_is_understood(drawn: tuple[Menu, ...], design: Design) -> None:
    for menu in drawn:
        tabs, tiles = menu.made["areas"][:3], menu.made["areas"][3:]
        assert [tab["action"]["data"] for tab in tabs] == [f"lang.{language}" for language in LANGUAGES]
        assert [tab["action"]["richMenuAliasId"] for tab in tabs] == [f"hidamari-{one}" for one in LANGUAGES]
        understood = [command_of(tile["action"]["text"]) for tile in tiles]
        assert understood == [tile.command for tile in design.tiles]


def test_what_a_tile_shows_can_also_be_typed(design: Design) -> None:
    for language in LANGUAGES:
        for command, words in design.languages[language].tiles.items():
            # Plain Japanese is written with spaces, and typed without.
            assert command_of(words.label.replace(" ", "")) == command, (language, words.label)


def test_the_picture_has_lines_size_and_weight(drawn: tuple[Menu, ...]) -> None:
    for menu in drawn:
        assert len(menu.picture) <= 1_000_000
        with picture(menu) as image:
            assert (image.format, image.mode, image.size) == ("PNG", "RGB", (WIDTH, HEIGHT))
        assert picture_problem(menu.picture, "image/png", menu.made["size"]) is None


def test_areas_cover_the_picture_without_a_gap_or_an_overlap(drawn: tuple[Menu, ...]) -> None:
    for menu in drawn:
        assert list(rich_menu(menu.made, "")) == []
        boxes = [area["bounds"] for area in menu.made["areas"]]
        assert sum(box["width"] * box["height"] for box in boxes) == WIDTH * HEIGHT
        for one, other in itertools.combinations(boxes, 2):
            across = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
            down = one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
            assert across or down


def test_a_finger_finds_every_area_on_a_small_phone(drawn: tuple[Menu, ...]) -> None:
    for area in drawn[0].made["areas"]:
        assert min(area["bounds"]["width"], area["bounds"]["height"]) * PHONE / WIDTH >= 40


def test_the_same_design_gives_the_same_bytes_and_name_and_another_colour_another(
    drawn: tuple[Menu, ...], design: Design
) -> None:
    again = draw(load(), "ja")
    assert png(again) == drawn[0].picture
    names = {menu.name for menu in drawn}
    assert len(names) == 3
    assert all(OURS.fullmatch(name) for name in names)
    other = dataclasses.replace(design, colours=design.colours | {"paper": "#FBF4E7"})
    assert names.isdisjoint(menu.name for menu in menus(other))


def test_words_stand_out_from_what_is_behind_them(design: Design) -> None:
    colours = design.colours
    pairs = [(colours["words"], tile.card) for tile in design.tiles]
    pairs += [(colours["quiet"], tile.card) for tile in design.tiles]
    pairs += [(colours["words"], colours["paper"]), (colours["quiet"], colours["tab"])]
    for one, other in pairs:
        assert contrast(one, other) >= 7, (one, other)
    shapes = [(tile.ink, tile.disc) for tile in design.tiles] + [(colours["mark"], colours["paper"])]
    for one, other in shapes:
        assert contrast(one, other) >= 4.5, (one, other)


def test_words_are_large_enough_on_a_small_phone(design: Design) -> None:
    for said in design.languages.values():
        assert said.title_size * PHONE / WIDTH >= 18
        assert said.below_size * PHONE / WIDTH >= 10
        _, top, _, bottom = font(said.below_size).getbbox("H")
        assert (bottom - top) * PHONE / WIDTH >= 7


def test_the_current_tab_differs_by_more_than_its_colour(drawn: tuple[Menu, ...]) -> None:
    grey = [picture(menu).convert("L") for menu in drawn]
    for number, current in enumerate(grey):
        x, y, width, height = tab_bounds(number)
        box = (x, y, x + width, y + height)
        for other in (one for one in grey if one is not current):
            changed = ImageChops.difference(current.crop(box), other.crop(box))
            strong = sum(changed.histogram()[80:])
            assert strong > 3_000


def test_only_the_words_differ_between_languages(drawn: tuple[Menu, ...]) -> None:
    left, top, width, height = 0, STRIP, WIDTH, 330
    icons = [picture(menu).crop((left, top, left + width, top + height)) for menu in drawn]
    assert icons[0].tobytes() == icons[1].tobytes() == icons[2].tobytes()


def test_nothing_on_it_tells_a_bystander_what_the_place_is_for(
    drawn: tuple[Menu, ...], design: Design
) -> None:
    telling = ("相談", "宣誓", "性", "暴力", "DV", "LGBT", "被害", "死", "consult", "violence", "gender")
    for menu in drawn:
        said = design.languages[menu.language]
        seen = [
            said.bar,
            said.tab,
            *(part for words in said.tiles.values() for part in (*words.title, words.below)),
        ]
        assert not [one for one in seen for word in telling if word.lower() in one.lower()]


def test_readings_stand_above_their_words_and_are_not_part_of_the_label() -> None:
    assert Words(("{話|はな}す",)).label == "話す"
    assert Words(("この {場所|ばしょ}に", "ついて")).label == "この 場所について"


@pytest.mark.parametrize(
    "title", ["とてもとてもとてもとても長いことば", "龘", "🌞", "{話|はな", "{話}す"], ids=str
)
def test_words_that_do_not_fit_or_cannot_be_written_are_refused(design: Design, title: str) -> None:
    said = design.languages["ja"]
    tiles = said.tiles | {"talk": Words((title,))}
    broken = dataclasses.replace(
        design, languages=design.languages | {"ja": dataclasses.replace(said, tiles=tiles)}
    )
    with pytest.raises(ValueError, match="words"):
        draw(broken, "ja")


def test_the_font_has_the_words_of_everyday(design: Design) -> None:
    assert all(map(writable, "あんアンー・、。（）「」々日本国民年金介護窓口市役所町村区ABCxyz0189"))


def changed(menu: Menu, path: str, value: Any) -> Menu:
    """The menu with another value at that place of its object."""
    made: Any = {**menu.made, "areas": [{**area} for area in menu.made["areas"]]}
    at, *names = made, *path.split(".")
    for name in names[:-1]:
        part = at[int(name)] if name.isdecimal() else at[name]
        part = dict(part) if isinstance(part, dict) else part
        at[int(name) if name.isdecimal() else name] = part
        at = part
    at[names[-1]] = value
    return dataclasses.replace(menu, made=made)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("name", "ひ" * 301),
        ("chatBarText", "メ" * 15),
        ("chatBarText", ""),
        ("size.width", 799),
        ("size.height", 1_750),
        ("areas", []),
        ("areas.0.bounds.x", 2_000),
        ("areas.0.bounds.height", 0),
        ("areas.8.bounds.y", 1_000),
        ("areas.3.action.label", "話" * 21),
        ("areas.3.action.text", ""),
        ("areas.3.action.text", "話" * 301),
    ],
)
def test_what_line_would_refuse_never_leaves_the_house(
    drawn: tuple[Menu, ...], path: str, value: Any
) -> None:
    broken = changed(drawn[0], path, value)
    with pytest.raises(ValueError, match="can't be published"):
        check(broken)
    assert list(rich_menu(broken.made, "")) != []


def test_a_picture_that_is_too_heavy_never_leaves_the_house(drawn: tuple[Menu, ...]) -> None:
    with pytest.raises(ValueError, match="1 MB"):
        check(dataclasses.replace(drawn[0], picture=b"\0" * 1_000_001))


def test_limits_count_what_a_reader_counts(drawn: tuple[Menu, ...]) -> None:
    check(changed(drawn[0], "areas.3.action.label", "👨‍👩‍👧" * 20))


@pytest.fixture(scope="module")
def official() -> Any:
    if not SPECIFICATIONS:
        pytest.skip("LINE's specification is not at hand")
    return yaml.load(SPECIFICATIONS[0].read_text("utf-8"), yaml.CSafeLoader)["components"]


def test_lines_own_specification_takes_them(drawn: tuple[Menu, ...], official: Any) -> None:
    schema = {"$ref": "#/components/schemas/RichMenuRequest", "components": official}
    validator = Draft202012Validator(schema)
    for menu in drawn:
        assert [error.message for error in validator.iter_errors(menu.made)] == []


def test_there_is_a_menu_for_every_language(design: Design) -> None:
    assert design.languages.keys() == set(get_args(Language))
