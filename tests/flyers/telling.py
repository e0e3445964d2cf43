"""PDF files in which a canary stands wherever nobody sees it on paper, and one that draws with all that there is."""

import io
import zlib
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream, String
from PIL import Image

from tests.flyers.at_flyers import draft, rectangle, written

CANARY = "Kanariya-7731"


def told_everywhere() -> bytes:
    """A harmless flyer in which the canary stands wherever nobody sees it on paper."""
    pdf = draft()
    page, name = pdf.pages[0], String(CANARY)
    pdf.docinfo["/Author"] = pdf.docinfo["/Title"] = pdf.docinfo["/Keywords"] = CANARY
    with pdf.open_metadata() as xmp:
        xmp["dc:title"] = CANARY
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=name)]))
    pdf.Root.Lang = name
    pdf.trailer["/ID"] = Array([String(CANARY), String(CANARY)])
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(CANARY, 0))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Dictionary(S=Name.P, Alt=name))
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([name, Array([page.obj, Name.Fit])])))
    _told_on_page(pdf, page)
    _hidden_layer(pdf, page)
    return written(pdf) + b"\n% " + CANARY.encode()


def _told_on_page(pdf: Pdf, page: Page) -> None:
    name = String(CANARY)
    page.obj["/PieceInfo"] = Dictionary(App=Dictionary(Private=name))
    page.obj["/Thumb"] = pdf.make_stream(CANARY.encode(), Width=1, Height=1)
    page.obj["/Kanariya"] = name
    page.obj["/Resources"].Font.F1["/Kanariya"] = name
    state = Dictionary(Type=Name.ExtGState, CA=1, Kanariya=name)
    page.obj["/Resources"].ExtGState = Dictionary(G=state)
    notes = [Dictionary(Subtype=Name.Text, Contents=name), Dictionary(Subtype=Name.Popup, Contents=name)]
    notes += [Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(f"https://{CANARY}/")))]
    stamp = pdf.make_stream(b"0 0 1 rg 0 0 50 50 re f % " + CANARY.encode(), Subtype=Name.Form)
    stamp.BBox = rectangle(0, 0, 50, 50)
    notes += [Dictionary(Subtype=Name.Stamp, Contents=name, T=name, AP=Dictionary(N=stamp))]
    for note in notes:
        note.Type, note.Rect, note.F = Name.Annot, rectangle(10, 10, 60, 60), 4
    page.obj["/Annots"] = Array([pdf.make_indirect(note) for note in notes])
    photograph = pdf.make_stream(b"", Subtype=Name.Image, Type=Name.XObject, Width=8, Height=8)
    photograph.ColorSpace, photograph.BitsPerComponent = Name.DeviceRGB, 8
    photograph.Metadata = pdf.make_stream(CANARY.encode())
    photograph.write(_photograph() + CANARY.encode(), filter=Name.DCTDecode)
    packed = pdf.make_stream(b"", Subtype=Name.Form, Type=Name.XObject, BBox=rectangle(0, 0, 9, 9))
    packed.write(zlib.compress(b"0 0 1 rg") + CANARY.encode(), filter=Name.FlateDecode)
    page.obj["/Group"] = Dictionary(S=Name.Transparency, Note=name)
    unused = pdf.make_stream(f"BT ({CANARY}) Tj ET".encode(), Type=Name.XObject, Subtype=Name.Form)
    unused.BBox = rectangle(0, 0, 9, 9)
    page.obj["/Resources"].XObject = Dictionary(Photo=photograph, Packed=packed, Unused=unused)


def _photograph() -> bytes:
    """A JPEG with what a camera writes."""
    file = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(file, "JPEG", exif=exif(), comment=CANARY.encode())
    return file.getvalue()


def exif() -> Image.Exif:
    told = Image.Exif()
    told[0x010E] = CANARY
    return told


def with_a_box(picture: bytes) -> bytes:
    """A JPEG 2000 with a box of notes behind its first two; any other picture as it is."""
    if picture[4:8] != b"jP  ":
        return picture
    at = 12 + int.from_bytes(picture[12:16])
    note = b"uuid" + bytes(16) + CANARY.encode()
    return picture[:at] + (len(note) + 4).to_bytes(4) + note + picture[at:]


def _hidden_layer(pdf: Pdf, page: Page) -> None:
    """One layer is switched off, one is not; each is used by marks and by a form."""
    off, on = (
        pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(f"{CANARY} {one}"))) for one in ("off", "on")
    )
    usual = Dictionary(OFF=Array([off]), Order=Array([off, on]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([off, on]), D=usual)
    form = pdf.make_stream(
        f"BT /F1 9 Tf ({CANARY}) Tj ET".encode(), Subtype=Name.Form, BBox=rectangle(0, 0, 99, 99)
    )
    form.OC = off
    resources = page.obj["/Resources"]
    resources.XObject.Hidden = form
    resources.Properties = Dictionary(Off=off, On=on)
    seen = page.obj["/Contents"].read_bytes()
    drawn = f"% {CANARY}\n/OC /Off BDC BT /F1 20 Tf ({CANARY}) Tj ET 0 0 595 842 re f /Packed Do EMC\n"
    drawn += f"/Span <</ActualText ({CANARY})>> BDC q 50 0 0 50 400 50 cm /Photo Do Q EMC /Hidden Do\n"
    drawn += "/OC /On BDC 0 1 0 rg 400 700 100 100 re f EMC\n"
    page.obj["/Contents"] = pdf.make_stream(drawn.encode() + seen)


def unpacked(pdf: Pdf) -> Iterator[bytes]:
    """Every object of a file as it reads, streams packed and unpacked."""
    for one in pdf.objects:
        if isinstance(one, Stream):
            yield bytes(one.read_raw_bytes())
            if one.get("/Filter") == Name.FlateDecode:
                yield one.read_bytes()
        yield repr(one).encode()
        yield one.unparse()


def drawn_with_everything() -> bytes:
    pdf = draft()
    page = pdf.pages[0]
    resources = page.obj["/Resources"]
    tile = pdf.make_stream(f"/X <</E ({CANARY})>> BDC 1 0 0 rg 0 0 10 10 re f EMC".encode())
    tile.PatternType, tile.PaintType, tile.TilingType, tile.XStep, tile.YStep = 1, 1, 1, 20, 20
    tile.BBox, tile.Resources, tile.Type = rectangle(0, 0, 20, 20), Dictionary(), Name.Pattern
    resources.Pattern = Dictionary(T=tile)
    sign = pdf.make_stream(f"100 0 d0 % {CANARY}\n0 1 0 rg 0 0 80 80 re f".encode())
    resources.Font.T3 = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=rectangle(0, 0, 100, 100), FirstChar=65, LastChar=65,
        FontMatrix=Array([0.01, 0, 0, 0.01, 0, 0]), Widths=rectangle(100), CharProcs=Dictionary(a=sign),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array([65, Name.a])),
    )  # fmt: skip
    poor = pdf.make_stream(
        f"/Span <</ActualText ({CANARY})>> BDC 0 0 1 rg 0 0 50 50 re f EMC BT /F1 9 Tf (poor) Tj ET".encode(),
        Type=Name.XObject, Subtype=Name.Form, BBox=rectangle(0, 0, 60, 60),
    )  # fmt: skip
    shape = pdf.make_stream(b"1 g 0 0 50 50 re f", Type=Name.XObject, Subtype=Name.Form)
    shape.BBox, shape.Group = rectangle(0, 0, 600, 900), Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    mask = Dictionary(S=Name.Luminosity, G=shape)
    resources.ExtGState = Dictionary(M=Dictionary(SMask=mask))
    resources.XObject = Dictionary(Poor=poor)
    page.obj["/Contents"] = pdf.make_stream(
        b"/Pattern cs /T scn 20 700 100 100 re f BT /T3 60 Tf 200 700 Td (A) Tj ET"
        b" q 1 0 0 1 400 700 cm /Poor Do Q q /M gs 1 0 1 rg 0 0 300 300 re f Q"
    )
    return written(pdf)
