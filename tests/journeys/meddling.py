"""What somebody who sits at the server could show a browser."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route

from storage.contexts import b64, kid_of
from storage.sealing import Identity, Signer
from tests.cast import Json


@contextmanager
def keys_exchanged(page: Page) -> Iterator[None]:
    """Meanwhile this page is shown a stranger's keys in the place of everybody's who has just enrolled."""
    spk, epk = Signer.generate().public, Identity.generate().recipient.public
    kid = b64(kid_of("counselor", spk, epk))
    strangers = {"kid": kid, "spk": b64(spk), "epk": b64(epk), "rpk": None, "rpk_sig": None}

    with answering(page, lambda enrolled: strangers):
        yield


@contextmanager
def roster_key_exchanged(page: Page) -> Iterator[None]:
    """Meanwhile this page is shown a stranger's roster key beside a new supervisor's own keys."""
    with answering(page, lambda enrolled: enrolled | {"rpk": b64(Signer.generate().public)}):
        yield


@contextmanager
def answering(page: Page, change: Callable[[Json], Json]) -> Iterator[None]:
    """What this page is told of who has enrolled, changed on its way."""

    def exchange(route: Route) -> None:
        answer = route.fetch()
        people = answer.json()
        for invitation in people["invited"]:
            invitation["enrolled"] = invitation["enrolled"] and change(invitation["enrolled"])
        route.fulfill(response=answer, json=people)

    page.route("**/console/people", exchange)
    yield
    page.unroute_all(behavior="wait")
