"""The list of the code that browsers get: signed by the office, checked with the paper alone, and compared with what a site serves."""

import contextlib
import json
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from app import cli
from handlers import delivery, files
from storage import manifest
from storage.contexts import digest, fingerprint_text
from storage.sealing import Signer
from tests.browser.house import House, served
from tests.cast import founded

PAPER = "--fingerprint"
SCRIPT = files.address("js/crypto/chain.js")
"""As the room's page loads it."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with served(tmp_path_factory.mktemp("manifest"), LANES="talk,room") as house:
        yield house


@pytest.fixture(scope="module")
def fingerprint() -> str:
    return fingerprint_text(founded().keys.fingerprint)


def run(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(cli, ["manifest", *arguments], env=environment)


@pytest.fixture(scope="module")
def published(house: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The list as the office made it."""
    made = run(**house.town.environment)
    assert made.exit_code == 0, made.output
    file = tmp_path_factory.mktemp("published") / "manifest.json"
    file.write_text(made.stdout, "utf-8")
    return file


def origin_of(house: House) -> str:
    return house.console.removesuffix("/console/")


@pytest.fixture(scope="module")
def short(house: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A list of three, by the same office: what is said of a file does not hang on how many there are."""
    keys, listed = founded().keys, delivery.listed()
    three = {path: listed[path] for path in ("/room/", SCRIPT, "/static/img/icon.svg")}
    made = manifest.Manifest(keys.fingerprint, 1, keys.intake_kid, "0", house.town.clock(), three)
    file = tmp_path_factory.mktemp("short") / "manifest.json"
    file.write_text(manifest.sign(made, keys.intake).to_text(), "utf-8")
    return file


Spoil = Callable[[str, bytes, dict[str, str]], bytes]


@contextlib.contextmanager
def lying(app: Flask, spoil: Spoil) -> Iterator[str]:
    """The same site with something about its answers changed on the way out."""

    def door(environ: dict[str, object], start: Callable[..., object]) -> list[bytes]:
        with app.test_client() as client, contextlib.closing(client.get(str(environ["PATH_INFO"]))) as answer:
            headers = {name.lower(): value for name, value in answer.headers.items()}
            body = spoil(str(environ["PATH_INFO"]), answer.data, headers)
        headers["content-length"] = str(len(body))
        start(answer.status, list(headers.items()))
        return [body]

    server = make_server("127.0.0.1", 0, door, threaded=True)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    serving.join()
    server.server_close()


def test_whoever_has_the_source_sees_that_the_site_serves_it(house: House) -> None:
    told = run("--compare", origin_of(house))
    assert told.exit_code == 0, told.output
    assert f"same       {SCRIPT}" in told.stdout
    assert "same       /room/\n" in told.stdout
    assert "plain      /room/\n" in told.stdout
    assert "plain      /booking/\n" in told.stdout
    assert "plain      /flyers/add/\n" in told.stdout
    assert "plain      /console/\n" in told.stdout
    count = len(delivery.listed())
    assert f"{count} of {count} files are the same." in told.stdout


def test_whoever_has_the_paper_sees_that_the_office_signed_it(
    house: House, published: Path, short: Path, fingerprint: str
) -> None:
    told = run("--verify", str(short), "--compare", origin_of(house), PAPER, fingerprint.lower())
    assert f"The list is genuine: office {fingerprint}" in told.stdout
    assert "3 of 3 files are the same." in told.stdout
    own = run("--verify", str(published), **house.town.environment)
    assert own.exit_code == 0, own.output
    assert "This source is the one that was signed." in own.stdout
    assert "same " not in own.stdout


def test_without_the_paper_a_site_can_not_vouch_for_itself(
    house: House, published: Path, fingerprint: str
) -> None:
    site = ("--verify", str(published), "--compare", origin_of(house))
    assert "--fingerprint is needed" in run(*site).output
    assert "32 base32 characters" in run(*site, PAPER, "ABC").output
    other = fingerprint_text(bytes(20))
    assert "NOT THAT OFFICE'S" in run(*site, PAPER, other).output


def altered(published: Path, change: Callable[[dict[str, object]], None]) -> bytes:
    """The list with something else in it, under the signature that it had."""
    text, _, signature = published.read_text("utf-8").rpartition("\nsignature ")
    body = json.loads(text)
    change(body)
    return f"{json.dumps(body)}\nsignature {signature}".encode()


def test_a_list_that_is_not_the_offices_is_refused(house: House, published: Path, tmp_path: Path) -> None:
    keys = founded().keys
    genuine = manifest.Signed.from_text(published.read_bytes())
    with house.town.database.reading() as connection:
        made = manifest.accept(house.town.office.trust(connection, now=house.town.clock()), genuine)
    stranger = Signer.generate()
    forged = {
        "altered": altered(published, lambda body: body.update(version="9")),
        "no such list": b"{}",
        "is no such list": b"{}\nsignature zz",
        "of another office": altered(published, lambda body: body.update(office="00" * 20)),
        "no such right": altered(published, lambda body: body.update(kid="00" * 16)),
        "was altered after": manifest.sign(made, stranger).to_text().encode(),
        "it is no such list": altered(published, lambda body: body.update(t="roster")),
    }
    assert made.kid == keys.intake_kid
    for why, content in forged.items():
        file = tmp_path / "forged.json"
        file.write_bytes(content)
        told = run("--verify", str(file), **house.town.environment)
        assert (told.exit_code, "NOT GENUINE" in told.output, why in told.output) == (1, True, True), why


def test_a_source_that_was_changed_shows_in_the_list(
    house: House, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = delivery.listed() | {SCRIPT: digest(b"another")}
    monkeypatch.setattr(delivery, "listed", lambda: changed)
    told = run("--verify", str(published), **house.town.environment)
    assert f"not as in this source  {SCRIPT}" in told.stdout


def test_what_a_lying_site_changes_is_said(house: House, short: Path, fingerprint: str) -> None:
    def one_script(path: str, body: bytes, headers: dict[str, str]) -> bytes:
        return body + b"\nfetch('/static/' + location.hash);" if path == SCRIPT else body

    def one_more_script(path: str, body: bytes, headers: dict[str, str]) -> bytes:
        more = b'<script type="module" src="/static/js/more.js"></script><script>1</script></head>'
        return body.replace(b"</head>", more) if path in ("/room/", "/console/") else body

    def another_policy(path: str, body: bytes, headers: dict[str, str]) -> bytes:
        headers["content-security-policy"] = "default-src *"
        return body

    def asked(spoil: Spoil) -> str:
        with lying(house.app, spoil) as site:
            told = run("--verify", str(short), "--compare", site, PAPER, fingerprint)
        assert told.exit_code == 1, told.output
        return told.stdout

    told = asked(one_script)
    assert f"DIFFERS    {SCRIPT}\n" in told
    assert "2 of 3 files are the same." in told
    told = asked(one_more_script)
    assert "DIFFERS    /room/\n" in told
    assert told.count("/static/js/more.js") == 2
    assert told.count(", <script>\n") == 2
    assert asked(another_policy).count("another Content-Security-Policy") == len(delivery.POLICIES)


def test_a_site_that_is_not_there_is_not_taken_for_an_honest_one() -> None:
    assert "no address" in run("--compare", "talk.example.jp").output
    assert "no address" in run("--compare", "https://talk.example.jp/room/").output
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}"
    told = run("--compare", address)
    assert told.exit_code == 1
    assert "NO ANSWER  /room/" in told.stdout
    assert "STRANGE    /console/  nothing is there" in told.stdout


@pytest.mark.parametrize("page", ["/room/", "/booking/", "/flyers/add/", "/console/"])
def test_a_browser_loads_nothing_that_is_not_listed(house: House, browser: Browser, page: str) -> None:
    listed, code = delivery.listed(), ("document", "script", "stylesheet", "image", "font", "manifest")
    loaded: set[str] = set()
    context = browser.new_context()
    tab, origin = context.new_page(), origin_of(house)
    tab.on(
        "request",
        lambda asked: loaded.add(asked.url.removeprefix(origin)) if asked.resource_type in code else None,
    )
    tab.goto(origin + page)
    tab.wait_for_load_state("networkidle")
    context.close()
    assert any(one.endswith("/js/crypto/roster.js") for one in loaded) or page != "/room/"
    assert loaded - {page} <= set(listed)
    assert len(loaded) > 20
