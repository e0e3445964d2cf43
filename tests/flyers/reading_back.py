"""Paper read back by machine: what a printer, a photocopier, a telephone and a screen reader make of it."""

import io
import re
from collections.abc import Iterator
from typing import Any

import page
import pikepdf
import pypdfium2
import zxingcpp
from pikepdf import Dictionary, Name, Pdf
from PIL import Image, ImageChops, ImageFilter

DPI = 150
INCH = 25.4
SMALLEST = 20.0
"""Millimetres: no QR code is printed smaller."""
PRINTED = {"a4": 36.0, "a5": 28.0, "card": 24.0, "poster": 56.0}
"""Millimetres of a QR code without its quiet zone, as the templates have it."""
LONGEST = (
    "https://hidamari-soudan.city.asahikawa.hokkaido.jp/room/#k=ABCDEFGHJKMNPQRSTVWXYZ2345678901&e=12&p=K7M4"
)
"""An address as long as they come."""


def pages(pdf: bytes, dpi: float = DPI) -> list[Image.Image]:
    """In grey, as a cheap printer has them."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [one.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for one in document]
    finally:
        document.close()


def text(pdf: bytes) -> list[str]:
    """The words of each page in the order in which they stand in the file, without blanks."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [re.sub(r"\s", "", one.get_textpage().get_text_bounded()) for one in document]
    finally:
        document.close()


def photocopied(picture: Image.Image) -> Image.Image:
    """Laid on the glass three degrees askew, a little out of focus, noisy, and black or white."""
    askew = picture.rotate(3, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    soft = askew.filter(ImageFilter.GaussianBlur(0.6))
    noisy = ImageChops.add(soft, Image.effect_noise(soft.size, 16), 1, -128)
    return noisy.point([0 if grey < 140 else 255 for grey in range(256)])


def codes(picture: Image.Image) -> list[str]:
    """What the QR codes on it say."""
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def printed_width(picture: Image.Image, dpi: float = DPI) -> float:
    """Millimetres of the QR code on it."""
    at = zxingcpp.read_barcodes(picture)[0].position
    return float(at.top_right.x - at.top_left.x) / dpi * INCH


def millimetres(box: Any) -> tuple[float, float]:
    """Width and height of a page's box."""
    left, bottom, right, top = map(float, box)
    return round((right - left) / 72 * INCH, 1), round((top - bottom) / 72 * INCH, 1)


def opened(pdf: bytes) -> Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def faults(pdf: bytes) -> list[str]:
    """What speaks against PDF/A-2a and PDF/UA-1 (ISO 19005-2, ISO 14289-1): a validator's rules, and what we look at ourselves."""
    profiles = (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1)
    failures = [one for profile in profiles for one in page.validate_pdf_bytes(pdf, profile=profile).failures]
    with opened(pdf) as file:
        ours = [*_catalogue(file), *_metadata(file), *_objects(file), *_tags(file)]
    return [*ours, *(f"{one.rule_id}: {one.message}" for one in failures)]


def figures(pdf: bytes) -> list[str]:
    """What a screen reader says for each picture."""
    with opened(pdf) as file:
        return [
            str(one.get("/Alt", ""))
            for one in elements(file.Root.StructTreeRoot)
            if one.get("/S") == Name.Figure
        ]


def elements(node: Any) -> Iterator[Any]:
    """The elements of the structure tree, in reading order."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def _catalogue(file: Pdf) -> Iterator[str]:
    root = file.Root
    if not root.get("/MarkInfo", Dictionary()).get("/Marked"):
        yield "not marked as tagged"
    if str(root.get("/Lang", "")) not in ("ja-JP", "en-GB"):
        yield "no language"
    if not root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle"):
        yield "the title is not shown"
    if not [
        one
        for one in root.get("/OutputIntents", [])
        if one.S == Name.GTS_PDFA1 and "/DestOutputProfile" in one
    ]:
        yield "no output intent"
    yield from (f"{name} in the catalogue" for name in ("/OpenAction", "/AA", "/AcroForm") if name in root)
    if "/Names" in root and {"/JavaScript", "/EmbeddedFiles"} & set(root.Names.keys()):
        yield "scripts or embedded files"
    if file.is_encrypted or not file.trailer.get("/ID"):
        yield "encrypted, or without an ID"


def _metadata(file: Pdf) -> Iterator[str]:
    said = file.Root.Metadata.read_bytes().decode()
    wanted = ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<")
    yield from (f"no {one} in the metadata" for one in wanted if one not in said)
    if "/Filter" in file.Root.Metadata:
        yield "packed metadata"
    for info, xmp in (("/Title", "<dc:title>"),):
        if str(file.docinfo[info]) not in said or xmp not in said:
            yield f"{info} is not the same in the metadata"


def _objects(file: Pdf) -> Iterator[str]:
    for one in file.objects:
        if not isinstance(one, (Dictionary, pikepdf.Stream)):
            continue
        if one.get("/Type") == Name.FontDescriptor:
            if not {"/FontFile2", "/FontFile3"} & set(one.keys()):
                yield f"{one.FontName} is not embedded"
            if not re.match(r"/[A-Z]{6}\+", str(one.FontName)):
                yield f"{one.FontName} is not a subset"
        if one.get("/S") in (Name.JavaScript, Name.Launch, Name.URI, Name.GoToR, Name.SubmitForm):
            yield f"an action {one.S}"
        if (
            float(one.get("/ca", 1)) != 1
            or float(one.get("/CA", 1)) != 1
            or isinstance(one.get("/SMask"), pikepdf.Stream)
        ):
            yield "something transparent"
        if (
            one.get("/Type") == Name.Font
            and one.get("/Subtype") in (Name.Type0, Name.TrueType)
            and "/ToUnicode" not in one
        ):
            yield "a font whose signs mean nothing"


def _tags(file: Pdf) -> Iterator[str]:
    tags = list(elements(file.Root.StructTreeRoot))
    if not any(str(one.S).startswith("/H") for one in tags):
        yield "no heading"
    yield from (
        "a picture without words" for one in tags if Name.Figure == one.S and not str(one.get("/Alt", ""))
    )
    yield from (
        "a page without the order of its tags"
        for one in file.pages
        if one.obj.get("/Tabs") not in (None, Name.S)
    )
