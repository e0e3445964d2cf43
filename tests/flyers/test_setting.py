"""Paper is set: every kind of it reads back by machine, nothing that somebody types is code, and nothing is cut off in silence."""

import json

import pytest

from bot import hotlines
from bot.flyers import apart, setting, wording
from bot.flyers.apart import Failed
from bot.flyers.setting import TooMuch, set_paper
from bot.phrases import LANGUAGES
from tests.bot.telling import TELLING, found
from tests.flyers.papers import CODE, EVERY, design, made_here
from tests.flyers.reading_back import (
    DPI,
    LONGEST,
    PRINTED,
    SMALLEST,
    codes,
    faults,
    figures,
    millimetres,
    opened,
    pages,
    photocopied,
    printed_width,
    text,
)

GROUNDS = {
    "accent": ("paper", "hill", "glow", "halo"),
    "ink": ("paper", "hill", "glow", "halo"),
    "soft": ("paper", "hill", "glow"),
}
SIZES = {"a4": (210.0, 297.0), "a5": (148.0, 210.0), "card": (85.0, 55.0), "poster": (297.0, 420.0)}


@pytest.mark.parametrize("kind", EVERY, ids="-".join)
def test_the_qr_is_read_from_a_photocopy_in_every_colour(kind: tuple[str, str]) -> None:
    for colour in wording.palettes():
        paper = made_here(design(*kind, colour=colour))
        # As if it were printed at the smallest size that any QR code has.
        shrunk = pages(paper, DPI * SMALLEST / PRINTED[kind[0]])[-1]
        assert codes(shrunk) == [LONGEST], colour
        assert codes(photocopied(shrunk)) == [LONGEST], colour
    assert printed_width(pages(paper)[-1]) == pytest.approx(PRINTED[kind[0]], abs=0.5)


@pytest.mark.parametrize("kind", EVERY, ids="-".join)
def test_every_first_paper_is_for_the_archive_and_for_screen_readers(kind: tuple[str, str]) -> None:
    for language in LANGUAGES:
        one = design(*kind, language=language, office="旭川市 市民課")
        paper = made_here(one, bleed=True)
        assert faults(paper) == []
        said = "".join(text(paper))
        order = [
            said.index(wording.first_words(*kind, language)[name].split("(")[0].replace(" ", "")[:2])
            for name in ("heading", "lead", "call")
        ]
        assert order == sorted(order)
        assert [CODE in alt and "QR" in alt for alt in figures(paper)] == [True]
        with opened(paper) as file:
            for page in file.pages:
                width, height = millimetres(page.obj.TrimBox)
                assert (width, height) == SIZES[kind[0]]
                assert millimetres(page.obj.BleedBox) == (width + 6, height + 6)
                assert millimetres(page.mediabox) == (width + 20, height + 20)


def test_an_address_that_lets_choose_is_read_from_a_card_too() -> None:
    address = LONGEST.replace("/room/", "/flyers/add/") + "&b=1"
    paper = made_here(design("card", "discreet"), address=address)
    assert codes(pages(paper, DPI * SMALLEST / PRINTED["card"])[-1]) == [address]


def test_words_stand_out_from_every_ground_of_every_palette() -> None:
    for name, colours in wording.palettes().items():
        for ink, grounds in GROUNDS.items():
            for ground in grounds:
                assert contrast(colours[ink], colours[ground]) >= 4.5, (name, ink, ground)
        assert contrast(colours["accent"], "#FFFFFF") >= 4.5, name
        # A large heading may touch a ray.
        assert contrast(colours["accent"], colours["sun"]) >= 3, name


def contrast(one: str, other: str) -> float:
    """WCAG 2.2; it knows nothing but brightness, so it holds on a grey print too."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    "typed",
    [
        '#import "/etc/passwd"',
        "#eval(1+1)",
        "*太字*と_下線_",
        "$x^2$ `raw`",
        "<over> @ref",
        "a\\nb // c /* d */",
        '"};{',
        "= 見出し",
        "- x",
        "#sys.inputs",
    ],
)
def test_what_is_typed_is_never_code(typed: str) -> None:
    words = dict.fromkeys(("heading", "lead", "body", "points", "call", "hint", "office"), typed)
    said = "".join(text(made_here(design(**words))))
    # The address is nowhere but in the picture.
    assert said.count(typed.replace(" ", "")) == len(words)
    assert "root:" not in said


@pytest.mark.parametrize(
    "typed", ["😀", "\ud800", "\u202eあ", "שלום", "مرحبا", "\x07", "\u200b", "\ufeff", "𠮷", "\x00"]
)
def test_what_the_font_lacks_is_refused_at_its_field(typed: str) -> None:
    _, wrong = wording.read(
        "a4", "open", "ja", wording.first_words("a4", "open", "ja") | {"lead": f"名前{typed}は"}
    )
    assert [(one.field, one.code) for one in wrong] == [("lead", "sign")]


def test_the_space_bar_of_a_japanese_keyboard_may_be_used() -> None:
    words = wording.first_words("a4", "open", "ja") | {"lead": "ひとりで　なやまないで"}
    read, wrong = wording.read("a4", "open", "ja", words)
    assert (read["lead"], list(wrong)) == ("ひとりで　なやまないで", [])
    assert "なやまないで" in "".join(text(made_here(design(lead="ひとりで　なやまないで"))))


@pytest.mark.parametrize(
    ("kind", "words", "field"),
    [
        (("a4", "open"), {"body": "話したいことを書いてください。" * 45}, "body"),
        (("a4", "open"), {"lead": "http" + "s" * 150}, "lead"),
        (("card", "discreet"), {"heading": "とても長い見出しがここにあります。" * 4}, "heading"),
        (("poster", "open"), {"call": "スマートフォンのカメラで、読みとってください。" * 12}, "call"),
    ],
)
def test_words_without_room_are_refused_with_their_field_and_how_much(
    kind: tuple[str, str], words: dict[str, str], field: str
) -> None:
    one, told = design(*kind, **words), []
    for _ in range(6):
        try:
            set_paper(one, address=LONGEST, code=CODE)
            break
        except TooMuch as much:
            over = much.over[0]
            told.append(over.field)
            assert over.millimetres > 0
            one = one._replace(words=one.words | {field: one.words[field][: -over.characters]})
    assert set(told) == {field}
    # Whoever follows what is said gets there, and keeps most of the words that fit.
    assert len(told) < 6
    assert len(one.words[field]) > 5


def test_ten_cards_lie_on_a_sheet_and_are_read_aloud_once() -> None:
    sheet = set_paper(design("card", colour="leaf"), address=LONGEST, code=CODE, copies=10)
    front, back = pages(sheet)
    assert (codes(front), codes(back)) == ([], [LONGEST] * 10)
    assert (faults(sheet), len(figures(sheet))) == ([], 1)


def test_paper_tells_nothing_of_where_and_when_it_was_made() -> None:
    one = design()
    paper = set_paper(one, address=LONGEST, code=CODE)
    later = one._replace(changed_at=one.changed_at + 3_600_000)
    assert paper == set_paper(later, address=LONGEST, code=CODE)
    with opened(paper) as file:
        info = {str(name): str(value) for name, value in file.docinfo.items()}
        whole = b"".join([file.Root.Metadata.read_bytes(), paper]).lower()
    assert set(info) == {"/Title", "/CreationDate", "/ModDate"}
    assert (info["/Title"], info["/CreationDate"]) == ("資料", "D:20261121000000Z")
    for trace in (b"typst", b"pikepdf", b"/work", b"/home", b"author", b"+09"):
        assert trace not in whole


def test_the_numbers_on_it_are_those_of_the_list() -> None:
    known = hotlines.load()
    some = [line for line in known.lines if line.id in ("dv-plus", "yorisoi")]
    paper = set_paper(design(language="easy"), address=LONGEST, code=CODE, numbers=some, office="旭川市")
    said = "".join(text(paper))
    assert all(line.number is not None and line.number in said for line in some)
    assert "旭川市" in said
    discreet = set_paper(design(variant="discreet"), address=LONGEST, code=CODE, numbers=some)
    assert "0120" not in "".join(text(discreet))


def test_the_first_words_are_kind_and_discreet_ones_tell_nothing() -> None:
    for template, variant in EVERY:
        for language in LANGUAGES:
            said = " ".join(wording.first_words(template, variant, language).values())
            assert not [word for word in ("!", "！", "大丈夫", "頑張") if word in said]
            if variant == "discreet":
                assert not found(TELLING[language], said)
                assert not wording.telling(said)
            assert (
                wording.read(template, variant, language, wording.first_words(template, variant, language))[1]
                == []
            )


@pytest.mark.parametrize(
    "typed", ["DV相談", "ＬＧＢＴ", "相(そう)談(だん)", "そうだん", "a counsellor", "あ" * 149 + "宣誓"]
)
def test_discreet_paper_does_not_say_it(typed: str) -> None:
    words = wording.first_words("a4", "discreet", "easy") | {"hint": typed}
    wrong = wording.read("a4", "discreet", "easy", words)[1]
    assert [(one.field, one.code) for one in wrong] == [("hint", "telling")]
    assert (
        wording.read("a4", "open", "easy", wording.first_words("a4", "open", "easy") | {"hint": typed})[1]
        == []
    )


def test_a_preview_is_a_picture_and_says_what_has_no_room() -> None:
    drawn, over = setting.picture(design("card"), address=LONGEST, code=None)
    assert drawn.startswith(b"\x89PNG")
    assert over == []
    drawn, over = setting.picture(design(body="あ" * 600, heading="い" * 80), address=LONGEST, code=None)
    assert drawn.startswith(b"\x89PNG")
    assert [one.field for one in over] == ["body"]


def test_what_goes_wrong_apart_stays_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINE_CHANNEL_SECRET", "not for its eyes")
    for job, code in (
        (b"forever", "slow"),
        (b"greedy", "broken"),
        (b"writing", "broken"),
        (b"broken", "broken"),
    ):
        with pytest.raises(Failed) as refused:
            apart.run(
                "tests.flyers.apart_jobs", job, seconds=2 if job == b"forever" else 10, memory=500_000_000
            )
        assert refused.value.code == code, job
    seen = json.loads(apart.run("tests.flyers.apart_jobs", b"", seconds=10, memory=500_000_000))
    assert "LINE_CHANNEL_SECRET" not in seen
