"""A small document to send from the phone: a PDF of one page, written here so that no binary file is needed."""

_PAGE = "BT /F1 24 Tf 72 720 Td (A note, on one page) Tj 0 -36 Td (This file is only for trying things out.) Tj ET"


def memo() -> bytes:
    """A PDF (ISO 32000-1, version 1.4) with two lines of text."""
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(_PAGE)}>>stream\n{_PAGE}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj{content}endobj\n".encode()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer<</Size {size}/Root 1 0 R>>\n"
    return made + end.encode() + f"startxref\n{len(made)}\n%%EOF\n".encode()
