"""The simulator's room: one channel, Hanako's phone, a callback that records, and the real SDK as the bot."""

from collections.abc import Iterator

import pytest
from linebot.v3.messaging import ApiClient, Configuration, MessagingApi, MessagingApiBlob
from playwright.sync_api import Page, expect
from werkzeug.wrappers import Response

from simulator.app import Simulator, create_simulator
from simulator.mount import mounted
from simulator.platform import Platform
from simulator.rehearsal import Callback, Clock, serve
from simulator.talks import Resident
from tests.harness.browser import OpenPage

NARROW = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def callback() -> Callback:
    return Callback()


@pytest.fixture
def simulator(clock: Clock, callback: Callback) -> Iterator[Simulator]:
    with serve(callback) as origin:
        made = create_simulator(
            channel_secret="8c570fa6dd201bb328f1c1eac23a96d8",
            callback_url=f"{origin}/callback",
            access_token="long-lived",
            channel_id="1657000000",
            clock=clock,
        )
        made.platform.webhooks.pauses = ()
        yield made
        made.platform.webhooks.settle()


@pytest.fixture
def platform(simulator: Simulator) -> Platform:
    return simulator.platform


@pytest.fixture
def hanako(platform: Platform) -> Resident:
    """A resident who follows the account."""
    (resident,) = platform.residents.values()
    resident.following = True
    return resident


@pytest.fixture
def origin(simulator: Simulator) -> Iterator[str]:
    """Where the simulator is served: the phone at `/`, the API under `/line`."""
    with serve(simulator) as served:
        yield served


@pytest.fixture
def sdk(origin: str) -> ApiClient:
    return ApiClient(Configuration(host=f"{origin}/line", access_token="long-lived"))


@pytest.fixture
def bot(sdk: ApiClient) -> MessagingApi:
    return MessagingApi(sdk)


@pytest.fixture
def blob(sdk: ApiClient) -> MessagingApiBlob:
    return MessagingApiBlob(sdk)


@pytest.fixture
def address(simulator: Simulator) -> Iterator[str]:
    """Where the page of the phones is, on the product's own port."""
    with serve(mounted(Response("the product"), simulator)) as origin:
        yield f"{origin}/simulator/"


@pytest.fixture
def page(open_page: OpenPage, address: str) -> Page:
    """A narrow phone, which must not complain about anything."""
    page = open_page(**NARROW)
    page.goto(address)
    # Until then it is nobody's phone, and what is typed goes nowhere.
    expect(page.locator("[data-owner]")).to_contain_text("さんの電話")
    return page
