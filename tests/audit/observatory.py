"""The observatory's rules, applied to what a real process answers."""

import secrets
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from tests.harness.observatory import grade, marks
from tests.harness.service import Service

PAGES = ("/console/?language=ja", "/console/enrol", "/room/", "/flyers/", "/receipt")


def judge(data_dir: Path, reports: Path) -> Iterator[tuple[str, bool]]:
    """One line for each page, and whether its grade is A+."""
    service = Service(
        {
            "DATA_DIR": str(data_dir),
            "PUBLIC_ORIGIN": "https://madoguchi.example.jp",
            "LANES": "talk,room",
            "LINE_CHANNEL_SECRET": secrets.token_hex(16),
            "LINE_CHANNEL_ACCESS_TOKEN": secrets.token_urlsafe(32),
        }
    )
    service.seed()
    service.web.start()
    report = []
    try:
        for page in PAGES:
            with urllib.request.urlopen(service.origin + page, timeout=20) as answer:
                given = marks(dict(answer.headers), answer.headers.get_all("Set-Cookie", []), redirects=True)
            score, letter = grade(given)
            report += [
                f"{page}: {letter} ({score})",
                *(f"  {rule}: {mark:+d}" for rule, mark in given.items()),
            ]
            yield f"Observatory's rules, {page}: {letter} ({score})", letter == "A+"
    finally:
        service.end()
        (reports / "observatory.txt").write_text("\n".join(report) + "\n", "utf-8")
