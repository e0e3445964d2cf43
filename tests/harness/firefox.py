"""A real Firefox, driven over WebDriver BiDi by its own remote agent: no driver and no other build of it in between."""

import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

from tests.harness.bidi import BiDi, Failed, Json
from tests.harness.browser import REPORT_VIOLATIONS, Complaints
from tests.harness.finding import CHOSEN, FILLED, PRESSED, found_in_time
from tests.harness.until import until

INSTALLED = ("firefox-esr", "firefox")
FOLDER = "hidamari-firefox-"
PREFERENCES: dict[str, str | bool | int] = {
    "intl.accept_languages": "ja",
    "intl.locale.requested": "ja",
    "browser.startup.page": 0,
    # The pages of the unit tests have no icon.
    "browser.chrome.site_icons": False,
    # Only our own pages are opened, and nothing is asked of anybody else.
    "security.sandbox.content.level": 0,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "app.normandy.enabled": False,
    "browser.backup.enabled": False,
    "nimbus.rollouts.enabled": False,
    "toolkit.telemetry.server": "data:,",
}


class Firefox:
    """One process with a profile of its own, which is gone afterwards. Each tab is in a container of its own, as if in a new profile."""

    def __init__(self) -> None:
        found = next(filter(None, map(shutil.which, INSTALLED)), None)
        if found is None and "CI" not in os.environ:
            pytest.skip("no Firefox on this machine; on Debian: apt-get install firefox-esr")
        assert found, "CI tries both browsers"
        self._folder = Path(tempfile.mkdtemp(prefix=FOLDER))
        profile = self._folder / "profile"
        profile.mkdir()
        lines = (f"user_pref({json.dumps(name)}, {json.dumps(one)});\n" for name, one in PREFERENCES.items())
        (profile / "user.js").write_text("".join(lines), "utf-8")
        here = {"HOME": str(self._folder), "TMPDIR": str(self._folder), "TZ": "Asia/Tokyo"}
        self._process = subprocess.Popen(
            [found, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"],
            env={"PATH": os.environ["PATH"], "MOZ_CRASHREPORTER_DISABLE": "1", **here},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._tabs: dict[str, FirefoxTab] = {}
        listening = until(lambda: self._listening(profile / "WebDriverBiDiServer.json"), deadline=60)
        self.bidi = BiDi(listening, self._heard)
        self.bidi("session.new", capabilities={})
        self.bidi("session.subscribe", events=["log.entryAdded"])

    def open_tab(self, complaints: Complaints, width: int = 390, height: int = 844) -> "FirefoxTab":
        container = self.bidi("browser.createUserContext")["userContext"]
        # A window each: what is behind another tab counts as hidden.
        opened = self.bidi("browsingContext.create", type="window", userContext=container)["context"]
        size = {"width": width, "height": height}
        self.bidi("browsingContext.setViewport", context=opened, viewport=size)
        self._tabs[opened] = FirefoxTab(self.bidi, opened, container, complaints)
        return self._tabs[opened]

    def end(self) -> None:
        try:
            self.bidi("browser.close")
            self.bidi.close()
            self._process.wait(timeout=20)
        except (Failed, OSError, TimeoutError, subprocess.TimeoutExpired):
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _listening(self, file: Path) -> str:
        assert self._process.poll() is None, f"Firefox ended with {self._process.returncode}"
        try:
            told = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError):
            return ""
        return f"ws://{told['ws_host']}:{told['ws_port']}/session"

    def _heard(self, event: str, told: Json) -> None:
        tab = self._tabs.get(told["source"].get("context", ""))
        if tab is not None and event == "log.entryAdded" and told["level"] == "error":
            tab.complaints.note(f"{told['type']}: {told['text']}")


class FirefoxTab:
    """One page, as `Tab` promises."""

    def __init__(self, bidi: BiDi, context: str, container: str, complaints: Complaints) -> None:
        self._bidi, self._context, self._container = bidi, context, container
        self.complaints = complaints
        self.before(REPORT_VIOLATIONS)

    def open(self, address: str) -> None:
        self._bidi("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def reload(self) -> None:
        self._bidi("browsingContext.reload", context=self._context, wait="complete")

    def before(self, script: str) -> None:
        self._bidi(
            "script.addPreloadScript", functionDeclaration=f"() => {{ {script} }}", contexts=[self._context]
        )

    def press(self, name: str) -> None:
        until(lambda: self._pressed(name), deadline=20)

    def _pressed(self, name: str) -> bool:
        one = self._found(PRESSED, name)
        at = {"type": "pointerMove", "x": 0, "y": 0, "origin": {"type": "element", "element": one}}
        actions = [at, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        try:
            self._act({"type": "pointer", "id": "finger", "actions": actions})
        except Failed as gone:
            # The page was drawn anew between the look and the finger, which has not come down yet.
            if gone.code in ("move target out of bounds", "no such node"):
                return False
            raise
        return True

    def fill(self, label: str, words: str) -> None:
        self._call("(field) => { field.focus(); field.select(); }", self._found(FILLED, label))
        # Deleted by hand, and typed letter by letter.
        keys = [
            {"type": kind, "value": letter} for letter in "\ue017" + words for kind in ("keyDown", "keyUp")
        ]
        self._act({"type": "key", "id": "keyboard", "actions": keys})

    def attach(self, label: str, file: Path) -> None:
        field = self._found(CHOSEN, label)
        self._bidi("input.setFiles", context=self._context, element=field, files=[str(file)])

    def text(self) -> str:
        return str(self.evaluate("() => document.body.innerText"))

    def wait(self, condition: str, *given: Any) -> None:
        until(lambda: self._holds(condition, given), deadline=20)

    def evaluate(self, function: str, *given: Any) -> Any:
        whole = f"async (given) => JSON.stringify(await ({function})(...JSON.parse(given)) ?? null)"
        answer = self._call(whole, {"type": "string", "value": json.dumps(given)})
        return json.loads(answer["value"])

    def close(self) -> None:
        """With everything that it has stored."""
        self._bidi("browser.removeUserContext", userContext=self._container)

    def _holds(self, condition: str, given: tuple[Any, ...]) -> bool:
        try:
            return bool(self.evaluate(condition, *given))
        except Failed as gone:
            # The page went elsewhere while it was asked.
            if gone.code in ("no such frame", "unknown error"):
                time.sleep(0.05)
                return False
            raise

    def _found(self, how: str, name: str) -> Json:
        def find() -> Json:
            found = self._call(how, {"type": "string", "value": name})
            return {"sharedId": found["sharedId"]} if found["type"] == "node" else {}

        return found_in_time(find, name)

    def _act(self, source: Json) -> None:
        self._bidi("input.performActions", context=self._context, actions=[source])
        self._bidi("input.releaseActions", context=self._context)

    def _call(self, function: str, *given: Json) -> Json:
        told = self._bidi(
            "script.callFunction",
            functionDeclaration=function,
            arguments=list(given),
            target={"context": self._context},
            awaitPromise=True,
            userActivation=False,
        )
        if told["type"] == "exception":
            raise AssertionError(told["exceptionDetails"]["text"])
        result: Json = told["result"]
        return result
