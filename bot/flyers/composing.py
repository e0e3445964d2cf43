"""What composes paper, in a process of its own (bot/flyers/apart.py): words and colours in, PDF/A or a picture out.

The words reach the templates as one JSON text; nothing of them is ever read as code.
"""

import io
import json
import re
from pathlib import Path
from typing import Literal

import pikepdf
import typst
from pikepdf import Array, Name

HERE = Path(__file__).parent
FONTS = HERE.parent / "fonts" / "paper"
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
MILLIMETRE = 72 / 25.4
MARKS, BLEED = 10 * MILLIMETRE, 3 * MILLIMETRE
"""As in templates/common.typ."""
_TOOL = re.compile(rb"Typst [0-9.]+")


def work(given: bytes) -> bytes:
    """{"paper": what the templates read, "ppi": or null for a PDF, "day": seconds} → {"over": [{"field", "over": mm}]} in a line,
    then the file. A PDF of words that don't fit is not made.
    """
    asked = json.loads(given)
    paper = asked["paper"]
    name = "card" if paper["template"] == "card" else "page"
    compiler = typst.Compiler(
        HERE / "templates" / f"{name}.typ",
        root=HERE / "templates",
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(paper)},
    )
    over = [one["value"] for one in json.loads(compiler.query("<over>"))]
    made = b""
    if asked["ppi"] is not None:
        made = _whole(compiler.compile(format="png", ppi=asked["ppi"]))
    elif not over:
        pdf = compiler.compile(format="pdf", pdf_standards=[*STANDARDS], timestamp=asked["day"])
        made = _finished(_whole(pdf), bleed=paper["bleed"])
    return json.dumps({"over": over}).encode() + b"\n" + made


def _whole(made: bytes | list[bytes] | None) -> bytes:
    if not isinstance(made, bytes):
        raise TypeError("one file was expected")
    return made


def _finished(made: bytes, *, bleed: bool) -> bytes:
    """With the boxes that printers cut by, and without the name and version of the tools."""
    with pikepdf.open(io.BytesIO(made)) as pdf:
        for page in pdf.pages:
            left, bottom, right, top = (float(side) for side in page.mediabox)
            trim = MARKS if bleed else 0.0
            beyond = trim - BLEED if bleed else 0.0
            page.obj.TrimBox = _box(left, bottom, right, top, trim)
            page.obj.BleedBox = _box(left, bottom, right, top, beyond)
        del pdf.docinfo["/Creator"]
        said = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata.write(_TOOL.sub(b"Paper", said))
        pdf.Root.Metadata.Type, pdf.Root.Metadata.Subtype = Name.Metadata, Name.XML
        return _saved(pdf)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    """Each stream as it is, and none that ends like a line: who looks for its end would count a sign less (ISO 19005-2, 6.1.7.1)."""
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream) and (raw := one.read_raw_bytes()).endswith((b"\r", b"\n")):
            filters, parms = (_listed(one.get(name)) for name in ("/Filter", "/DecodeParms"))
            how = Array([None, *parms]) if parms else None
            one.write(
                raw.hex().encode() + b">", filter=Array([Name.ASCIIHexDecode, *filters]), decode_parms=how
            )
    file = io.BytesIO()
    pdf.save(
        file,
        deterministic_id=True,
        fix_metadata_version=False,
        compress_streams=False,
        stream_decode_level=pikepdf.StreamDecodeLevel.none,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    return file.getvalue()


def _listed(said: pikepdf.Object | None) -> list[pikepdf.Object]:
    """One, several or none, as a list."""
    if said is None:
        return []
    return list(said.as_list()) if isinstance(said, Array) else [said]


def _box(left: float, bottom: float, right: float, top: float, inset: float) -> Array:
    sides = (left + inset, bottom + inset, right - inset, top - inset)
    return Array([round(side, 3) for side in sides])
