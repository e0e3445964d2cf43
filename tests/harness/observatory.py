"""The rules of the MDN HTTP observatory, as far as a server can keep or break them, applied to one answer.

https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring. A site begins with 100; bonuses count from 90 on.
"""

import re
from collections.abc import Iterable, Mapping

PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
HALF_A_YEAR = 15_768_000
GRADES = (
    (100, "A+"),
    (90, "A"),
    (85, "A-"),
    (80, "B+"),
    (70, "B"),
    (65, "B-"),
    (60, "C+"),
    (50, "C"),
    (45, "C-"),
    (40, "D+"),
    (30, "D"),
    (25, "D-"),
)


def marks(headers: Mapping[str, str], cookies: Iterable[str], *, redirects: bool) -> dict[str, int]:
    """Rule → what it adds or takes. `redirects`: whether plain HTTP is sent on to HTTPS, which only a TLS proxy can do."""
    # A server may write their names as it likes; the one of the web process writes them small.
    headers = {name.lower(): value for name, value in headers.items()}
    csp = _directives(headers.get("content-security-policy", ""))
    return {
        "content-security-policy": _policy(csp),
        "cookies": _cookies(list(cookies)),
        "cross-origin-resource-sharing": -50 if headers.get("access-control-allow-origin") == "*" else 0,
        "redirection": 0 if redirects else -20,
        "referrer-policy": 5 if headers.get("referrer-policy") in PRIVATE else 0,
        "strict-transport-security": _strict(headers.get("strict-transport-security", "")),
        # Scripts come from the same origin only, as `_policy` makes sure.
        "subresource-integrity": 0,
        "x-content-type-options": 0 if headers.get("x-content-type-options") == "nosniff" else -5,
        "x-frame-options": 5 if csp.get("frame-ancestors") == ["'none'"] else -20,
        "cross-origin-resource-policy": 10
        if headers.get("cross-origin-resource-policy") == "same-origin"
        else 0,
    }


def grade(given: Mapping[str, int]) -> tuple[int, str]:
    base = 100 + sum(mark for mark in given.values() if mark < 0)
    score = max(0, base + (sum(mark for mark in given.values() if mark > 0) if base >= 90 else 0))
    return score, next((letter for least, letter in GRADES if score >= least), "F")


def _directives(policy: str) -> dict[str, list[str]]:
    parts = [part.split() for part in policy.split(";") if part.split()]
    return {name: sources for name, *sources in parts}


def _policy(csp: Mapping[str, list[str]]) -> int:
    sources = {source for listed in csp.values() for source in listed}
    if not csp or any(source.startswith(("'unsafe-", "http:", "https:", "*", "data:")) for source in sources):
        return -25
    scripts = csp.get("script-src", csp.get("default-src"))
    if scripts not in (["'self'"], ["'none'"]):
        return -25
    return 10 if csp.get("default-src") == ["'none'"] else 5


def _cookies(cookies: list[str]) -> int:
    if not cookies:
        return 0
    traits = [{trait.strip().lower() for trait in cookie.split(";")} for cookie in cookies]
    if not all("secure" in one for one in traits):
        return -40
    if not all("httponly" in one for one in traits):
        return -30
    return 5 if all("samesite=strict" in one or "samesite=lax" in one for one in traits) else 0


def _strict(header: str) -> int:
    found = re.search(r"max-age=(\d+)", header)
    return 0 if found and int(found[1]) >= HALF_A_YEAR else -20
