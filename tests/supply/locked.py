"""Every part that a lock names: Python's from requirements*.txt, the pages' from package-lock.json."""

import base64
import json
import re
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
_PINNED = re.compile(r"^([a-z0-9][\w.-]*)==(\S+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


class Part(NamedTuple):
    """`kind`: "pypi" or "npm". `licence`: an SPDX expression, or what the part says itself. `hashes`: (algorithm, hex)."""

    kind: str
    name: str
    version: str
    licence: str
    hashes: tuple[tuple[str, str], ...]


def of_python(lock: str) -> list[Part]:
    """`lock`: the file's name. A part that only another system installs has the licence ""."""
    text = (ROOT / lock).read_text("utf-8")
    found = list(_PINNED.finditer(text))
    ends = [one.start() for one in found[1:]] + [len(text)]
    return [
        Part(
            "pypi",
            one[1],
            one[2],
            _licence(one[1]),
            tuple(("SHA-256", h) for h in _HASH.findall(text, one.end(), end)),
        )
        for one, end in zip(found, ends, strict=True)
    ]


def of_pages() -> list[Part]:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    return [
        Part(
            "npm",
            path.rpartition("node_modules/")[2],
            one["version"],
            one.get("license", ""),
            _integrity(one),
        )
        for path, one in packages.items()
        if path
    ]


def _licence(name: str) -> str:
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return ""
    if "License-Expression" in said:
        return said["License-Expression"]
    classes = [
        one.rpartition(" :: ")[2] for one in said.get_all("Classifier") or () if one.startswith("License")
    ]
    if not classes and "License" in said:
        return said["License"].partition("\n")[0]
    return " AND ".join(sorted(classes))


def _integrity(one: dict[str, str]) -> tuple[tuple[str, str], ...]:
    kind, _, value = one.get("integrity", "").partition("-")
    return (("SHA-512", base64.b64decode(value).hex()),) if kind == "sha512" else ()
