"""What deploy/ offers keeps its promises as far as can be seen without starting it; `make deploy-check` starts the proxies.

systemd rates its units itself. It is on most machines that can run them and on CI's; elsewhere there is nobody to ask.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.harness.nginx_file import Directive, directives

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
UNITS = sorted(DEPLOY.glob("*.service"))
EXPOSED = "20"
"""Tenths: below 2.0 of 10."""


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
def test_a_unit_is_hardened(unit: Path) -> None:
    rating = shutil.which("systemd-analyze")
    if rating is None and not os.environ.get("CI"):
        pytest.skip("systemd-analyze is not here")
    assert rating is not None
    said = subprocess.run(
        [rating, "security", "--offline=yes", f"--threshold={EXPOSED}", "--no-pager", str(unit)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stdout + said.stderr


def test_no_unit_leaves_memory_or_a_secret_on_a_disk() -> None:
    """`systemd-analyze` does not look at these. A secret comes as a credential, never by the environment."""
    for unit in UNITS:
        said = unit.read_text("utf-8")
        assert {"MemorySwapMax=0", "LimitCORE=0"} <= set(said.splitlines()), unit.name
        assert re.search(r"^LoadCredential=line-channel-secret:", said, re.MULTILINE), unit.name
        assert not re.search(r"(SECRET|TOKEN|PASSWORD)=", said), unit.name


def test_the_web_process_can_call_nobody_and_change_no_key() -> None:
    said = (DEPLOY / "hidamari-web.service").read_text("utf-8").splitlines()
    assert {"IPAddressDeny=any", "IPAddressAllow=localhost"} <= set(said)
    (kept,) = (line for line in said if line.startswith("ReadOnlyPaths="))
    assert {"-/var/lib/hidamari/keys", "-/var/lib/hidamari-kek"} <= set(kept.partition("=")[2].split())


def test_nginx_keeps_bodies_and_answers_in_memory() -> None:
    """A body that fits into the buffer is never put into a file; what may be larger is passed on as it comes."""
    for within, said in served().items():
        most, buffer = said["client_max_body_size"], said["client_body_buffer_size"]
        assert most == buffer or said["proxy_request_buffering"] == ("off",), within
        assert said["client_body_in_file_only"] == ("off",), within
        assert said["proxy_max_temp_file_size"] == ("0",), within
        assert said["proxy_cache"] == said["proxy_store"] == ("off",), within


def test_nginx_writes_down_nobody() -> None:
    """Its error log, too, has address and page of whoever was refused: at every level below "emerg"."""
    servers = {one.within[0] for one in said_by_nginx() if one.within and one.within[0].startswith("server")}
    for server in servers:
        own = {one.name: one.values for one in said_by_nginx() if one.within == (server,)}
        if "ssl_reject_handshake" in own:
            continue
        assert own["access_log"] == ("off",), server
        assert own["error_log"][1:] == ("emerg",), server
    assert not [one for one in said_by_nginx() if one.name == "log_format"]


def test_nginx_says_where_somebody_comes_from_and_believes_nobody_else() -> None:
    sent = {one.values[0]: one.values[1] for one in said_by_nginx() if one.name == "proxy_set_header"}
    assert sent["X-Forwarded-For"] == "$remote_addr"
    assert sent["Host"] == "$http_host"
    assert sent["Forwarded"] == sent["X-Real-IP"] == '""'


def test_nginx_waits_for_nobody_for_ever_and_shows_numbers_to_nobody_outside() -> None:
    for within, said in served().items():
        for name in ("client_header_timeout", "client_body_timeout", "send_timeout", "proxy_read_timeout"):
            assert 0 < int(said[name][0].removesuffix("s")) <= 60, (within, name)
    watched = [one for one in said_by_nginx() if "metrics" in "".join(one.within) and one.name == "deny"]
    assert [one.values for one in watched] == [("all",)]


def test_the_container_holds_only_what_was_locked_and_runs_as_nobody_in_particular() -> None:
    steps = re.sub(r"\\\n\s*", "", (DEPLOY / "Containerfile").read_text("utf-8")).splitlines()
    installs = [step for step in steps if "pip install" in step]
    assert [("--require-hashes" in step, "--no-deps" in step) for step in installs] == [(True, True)]
    assert not [step for step in steps if step.startswith("ADD ")]
    user = next(step for step in reversed(steps) if step.startswith("USER "))
    assert re.fullmatch(r"USER [1-9]\d+:[1-9]\d+", user)
    copied = [step.split()[1:-1] for step in steps if step.startswith("COPY ") and "--from" not in step]
    assert not {"tests", "simulator", ".", ".git", ".env"} & {name for names in copied for name in names}


def said_by_nginx() -> list[Directive]:
    return list(directives(DEPLOY / "nginx.conf"))


def served() -> dict[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """For each place that passes requests on, what holds there: what it says itself over what stands around it."""
    found = said_by_nginx()
    return {
        one.within: {
            other.name: other.values for other in found if one.within[: len(other.within)] == other.within
        }
        for one in found
        if one.name == "proxy_pass"
    }
