"""An old phone on a bad line, as Chromium can play it."""

from typing import Any, Literal

from playwright.sync_api import CDPSession, Page

LATENCY_MS = 400
BITS_PER_SECOND = 400_000
SLOWDOWN = 6


def old_phone(page: Page, *, line: bool = True) -> CDPSession:
    """A processor six times slower and, with `line`, 400 ms to the server and 400 kbit/s, for as long as the page is open."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    if line:
        devtools.send("Network.enable")
        speed = {"downloadThroughput": BITS_PER_SECOND / 8, "uploadThroughput": BITS_PER_SECOND / 8}
        devtools.send("Network.emulateNetworkConditions", {"offline": False, "latency": LATENCY_MS, **speed})
    return devtools


def weighed_on(page: Page, by: Literal["Network.dataReceived", "Network.loadingFinished"]) -> list[float]:
    """Bytes that come over the line from now on, fonts apart: of the contents as they are packed, or once loaded with their heads."""
    weighed: list[float] = []
    fonts: set[str] = set()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")

    def note(told: dict[str, Any]) -> None:
        if told["type"] == "Font":
            fonts.add(told["requestId"])

    def weigh(told: dict[str, Any]) -> None:
        if told["requestId"] not in fonts:
            weighed.append(told["encodedDataLength"])

    devtools.on("Network.responseReceived", note)
    devtools.on(by, weigh)
    return weighed
