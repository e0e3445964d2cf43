"""What is uploaded is read in a process of its own: what would act or burst is refused, the rest comes back clean, as pictures."""

import io
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pikepdf import Dictionary
from PIL import Image, ImageChops

from bot.flyers import reading, stripping
from bot.flyers.cleaning import clean
from bot.flyers.reading import LARGEST, MOST_PAGES, Read, killed_after, read
from bot.flyers.unreadable import Code, Unreadable
from storage.flyer_versions import FORMATS, WIDTHS
from tests.flyers import hostile, telling
from tests.flyers.at_flyers import a_pdf, a_read, draft, opened, rectangle, written
from tests.flyers.hostile import ACTIVE, BOMBS, listed, made
from tests.flyers.telling import CANARY


def refused(pdf: bytes, reads: Callable[[bytes], object] = read) -> str:
    """With which code."""
    with pytest.raises(Unreadable) as why:
        reads(pdf)
    return why.value.code


def children() -> str:
    """The programs that run for this process."""
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text()


def shown(found: Read, page: int = 1, width: int = 480, format: str = "webp") -> Image.Image:
    wanted = (page, width, format)
    (content,) = (one.content for one in found.pictures if (one.page, one.width, one.format) == wanted)
    return Image.open(io.BytesIO(content)).convert("RGB")


def drawn(pdf: bytes) -> Image.Image:
    picture: Image.Image = pypdfium2.PdfDocument(pdf)[0].render().to_pil()
    return picture.convert("RGB")


def test_a_flyer_comes_back_as_pictures_words_and_a_file() -> None:
    found = a_read(2)
    assert found.texts == ["Hidamari 1", "Hidamari 2"]
    assert [(one.page, one.width, one.format) for one in found.pictures] == [
        (page, width, format) for page in (1, 2) for width in WIDTHS for format in FORMATS
    ]
    for one in found.pictures:
        shown = Image.open(io.BytesIO(one.content))
        assert (shown.size, shown.format) == ((one.width, one.height), one.format.upper())
        assert not shown.getexif()
        assert not {"exif", "icc_profile", "xmp", "comment"} & shown.info.keys()
        orange = shown.convert("RGB").getpixel((one.width // 4, one.height // 4))
        assert orange == pytest.approx((230, 102, 26), abs=12)
    assert found.pictures[0].height == round(240 * 842 / 595)
    with opened(found.pdf) as clean:
        assert (len(clean.pages), clean.Root.keys()) == (2, {"/Type", "/Pages"})


def test_what_would_do_something_is_refused() -> None:
    """Looked at here: none of it is run by who only reads."""
    for act, change in ACTIVE.items():
        assert refused(made(change), lambda pdf: clean(pdf, MOST_PAGES)) == "active", act
    assert refused(made(ACTIVE["a script when opened"])) == "active"


@pytest.mark.parametrize("bomb", BOMBS)
def test_what_would_burst_is_refused(bomb: str) -> None:
    assert refused(made(BOMBS[bomb])) == "big"


REFUSED: dict[str, tuple[bytes, Code]] = {
    "locked": (hostile.encrypted(user="himitsu"), "encrypted"),
    "locked for nobody": (hostile.encrypted(user=""), "encrypted"),
    "a page too many": (a_pdf(21), "pages"),
    "ten thousand pages": (hostile.many_pages(), "pages"),
    "no page": (listed(b""), "broken"),
    "pages in a circle": (listed(b"3 0 R", b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]>>"), "broken"),
}
REFUSED_AFAR: dict[str, tuple[bytes, Code]] = {
    "no bytes": (b"", "not-pdf"),
    "a word file": (b"PK\x03\x04" + bytes(5000), "not-pdf"),
    "half of it": (a_pdf()[:300], "broken"),
    "rubbish": (b"%PDF-1.7\n" + bytes(range(256)) * 400, "broken"),
    "brackets": (b"%PDF-1.7\n1 0 obj" + b"[" * 1_000_000, "broken"),
    "objects that unpack to two gigabytes": (hostile.packed_objects(), "broken"),
    "a strip of paper": (written(draft(size=(20, 9000))), "broken"),
    "more bytes than are looked at": (a_pdf() + bytes(LARGEST), "big"),
}


def test_each_is_told_why() -> None:
    for case, (pdf, code) in REFUSED.items():
        assert refused(pdf, lambda pdf: clean(pdf, MOST_PAGES)) == code, case
    for case, (pdf, code) in REFUSED_AFAR.items():
        assert refused(pdf) == code, case


def test_forms_that_draw_each_other_for_ever_end_within_what_a_reading_may_cost() -> None:
    """Of work, not by the clock: others use this machine too."""
    before, running = resource.getrusage(resource.RUSAGE_CHILDREN), children()
    with pytest.raises(Unreadable, match="slow"):
        read(hostile.nested_forms(12, each=10), limit_seconds=2)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 2
    assert children() == running
    assert read(hostile.nested_forms(3000)).texts == [""]
    assert read(hostile.nested_forms(5, circle=True)).texts == [""]


def test_a_thick_booklet_is_drawn_on_in_further_processes() -> None:
    """No page is begun after so many seconds of one process: here after none."""
    at_once, found = read(a_pdf(3)), read(a_pdf(3), drawing_seconds=0)
    shapes = [[one._replace(content=b"") for one in each.pictures] for each in (at_once, found)]
    assert (shapes[0], at_once.texts) == (shapes[1], found.texts)
    last = Image.open(io.BytesIO(found.pictures[-1].content)).convert("RGB")
    orange = last.getpixel((last.width // 4, last.height // 4))
    assert orange == pytest.approx((230, 102, 26), abs=12)


def test_what_is_slow_to_draw_is_found_out_by_the_first_of_them() -> None:
    """Thousands of glass panes on each other, behind a page in which nothing is wrong."""
    pdf = draft(2)
    behind = pdf.pages[1].obj
    behind["/Resources"] = Dictionary(ExtGState=Dictionary(G=Dictionary(ca=0.5)))
    behind["/Contents"] = pdf.make_stream(b"/G gs " + b"0 0 595 842 re f " * 4000)
    with pytest.raises(Unreadable, match="slow"):
        reading._read(written(pdf), 1, 2, 0)


def test_who_only_waits_is_killed_too() -> None:
    running = children()
    with subprocess.Popen(["sleep", "600"], start_new_session=True) as sleeper, killed_after(sleeper, 0.1):
        os.waitid(os.P_PID, sleeper.pid, os.WEXITED | os.WNOWAIT)
    assert (sleeper.returncode, children()) == (-signal.SIGKILL, running)


def test_the_process_that_reads_can_write_no_file_and_takes_no_more_than_its_share(tmp_path: Path) -> None:
    tries = f"""
from bot.flyers import drawing
drawing.confine(5)
for attempt in (lambda: bytearray(1 << 30), lambda: open({str(tmp_path / "x")!r}, "wb", 0).write(b"x")):
    try:
        attempt()
    except (MemoryError, OSError) as refusal:
        print(type(refusal).__name__)
"""
    said = subprocess.run([sys.executable, "-c", tries], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["MemoryError", "OSError"]


def test_nothing_that_is_not_seen_on_paper_leaves_with_the_cleaned_file() -> None:
    before = telling.told_everywhere()
    with opened(before) as pdf:
        assert sum(CANARY.encode() in one for one in telling.unpacked(pdf)) > 20
    found = read(before)
    assert CANARY.encode() not in found.pdf
    with opened(found.pdf) as clean:
        assert [one for one in telling.unpacked(clean) if CANARY.encode() in one] == []
        assert "/Annots" not in clean.pages[0].obj
    assert not any(CANARY.encode() in one.content for one in found.pictures)
    assert found.texts == ["Hidamari 1"]
    assert ImageChops.difference(drawn(before), drawn(found.pdf)).getbbox() is None, "and looks the same"
    assert shown(found).getpixel((20, 660)) == pytest.approx((0, 0, 255), abs=20), "a stamp is ink"


def test_whatever_a_page_is_drawn_with_still_draws() -> None:
    """A pattern of tiles, signs that are drawings, forms without resources of their own, a mask, marks within a form."""
    before = telling.drawn_with_everything()
    after = clean(before, MOST_PAGES)
    assert ImageChops.difference(drawn(before), drawn(after)).getbbox() is None
    colours = {colour for _, colour in drawn(after).getcolors(1 << 20) or []}
    assert {(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 0, 255)} <= colours, "each of them left its own"
    assert CANARY.encode() not in b"".join(telling.unpacked(opened(after)))


def test_pictures_lose_their_notes_and_keep_their_pixels() -> None:
    picture = Image.effect_noise((64, 64), 80).convert("RGB")
    for format, strip in (("JPEG", stripping.jpeg), ("JPEG2000", stripping.jpeg2000)):
        plain, noted = io.BytesIO(), io.BytesIO()
        more: Any = {"progressive": True} if format == "JPEG" else {}
        picture.save(plain, format, **more)
        picture.save(noted, format, exif=telling.exif(), comment=CANARY, **more)
        for tail in (b"", CANARY.encode() * 5):
            stripped = strip(telling.with_a_box(noted.getvalue()) + tail)
            assert CANARY.encode() not in stripped, format
            same = (Image.open(io.BytesIO(one)) for one in (stripped, plain.getvalue()))
            assert ImageChops.difference(*same).getbbox() is None, format
        for end in (3, 30, 300):
            assert len(strip(noted.getvalue()[:end])) <= end, "also of half a picture"


def test_two_files_that_differ_in_what_is_stripped_alone_become_one() -> None:
    signed = draft()
    signed.docinfo["/Author"] = "Kudo"
    trailing = b"PK\x03\x04" + a_pdf() + b"PK\x05\x06" + bytes(100)
    assert read(written(signed)).pdf == read(trailing).pdf == a_read().pdf


def test_paper_of_any_shape_is_drawn_as_wide_as_can_be_looked_at() -> None:
    wide, tall = read(written(draft(size=(842, 595)))), read(written(draft(size=(200, 842))))
    assert {(one.width, one.height) for one in wide.pictures} == {
        *((240, 170), (480, 339), (720, 509), (960, 678), (1440, 1018))
    }
    assert {(one.width, one.height) for one in tall.pictures} == {
        (240, 1010),
        (480, 2021),
        (720, 3031),
        (960, 4042),
    }
    turned = draft()
    turned.pages[0].obj["/Rotate"] = 90
    turned.pages[0].obj["/CropBox"] = rectangle(0, 0, 595, 421)
    assert shown(read(written(turned))).size == (480, round(480 * 595 / 421))
