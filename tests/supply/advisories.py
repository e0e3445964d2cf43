"""What the public databases of known faults say of the locked parts.

A database that can't be reached is not "clean": pip-audit then says of each part that it was skipped, and still ends with 0.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from tests.supply.locked import ROOT

PATIENCE_SECONDS = 120
Outcome = Literal["clean", "FOUND", "NOT CHECKED"]


class Finding(NamedTuple):
    outcome: Outcome
    message: str


def look() -> Iterator[Finding]:
    """One finding for each lock."""
    for lock in ("requirements.txt", "requirements-dev.txt"):
        command = [
            *(sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes"),
            *("--requirement", lock, "--format", "json", "--progress-spinner", "off"),
        ]
        yield of_pip_audit(lock, _said(command))
    yield of_npm_audit(_said(["npm", "audit", "--json", "--package-lock-only"]))


def of_pip_audit(lock: str, said: str) -> Finding:
    parts = _read(said).get("dependencies", [])
    faults = [f"{one['name']} {fault['id']}" for one in parts for fault in one.get("vulns", ())]
    looked_at = [one for one in parts if "vulns" in one]
    if faults:
        return Finding("FOUND", f"{lock}: {', '.join(faults)}")
    if not parts or len(looked_at) < len(parts):
        return Finding(
            "NOT CHECKED", f"{lock}: the database answered for {len(looked_at)} of {len(parts)} parts"
        )
    return Finding("clean", f"{lock}: nothing is known of {len(parts)} parts")


def of_npm_audit(said: str) -> Finding:
    answer = _read(said)
    if "vulnerabilities" not in answer or "metadata" not in answer:
        return Finding("NOT CHECKED", "package-lock.json: the database gave no answer")
    if answer["vulnerabilities"]:
        return Finding("FOUND", f"package-lock.json: {', '.join(answer['vulnerabilities'])}")
    return Finding(
        "clean", f"package-lock.json: nothing is known of {answer['metadata']['dependencies']['total']} parts"
    )


def _said(command: list[str]) -> str:
    """What it printed; nothing when it came to no end, as where a network swallows what is sent."""
    given = {**os.environ, "NPM_CONFIG_UPDATE_NOTIFIER": "false", "NPM_CONFIG_FETCH_RETRIES": "0"}
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=given,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return ""
    return done.stdout


def _read(said: str) -> dict[str, Any]:
    try:
        answer = json.loads(said)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}
