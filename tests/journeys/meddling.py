"""What somebody who sits at the server could show a browser."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route

from storage.contexts import b64, kid_of
from storage.sealing import Identity, Signer


@contextmanager
def keys_exchanged(page: Page) -> Iterator[None]:
    """Meanwhile this page is shown a stranger's keys in the place of everybody's who has just enrolled."""
    spk, epk = Signer.generate().public, Identity.generate().recipient.public
    strangers = {"kid": b64(kid_of("counselor", spk, epk)), "spk": b64(spk), "epk": b64(epk), "rpk": None}

    def exchange(route: Route) -> None:
        answer = route.fetch()
        people = answer.json()
        for invitation in people["invited"]:
            invitation["enrolled"] = invitation["enrolled"] and strangers
        route.fulfill(response=answer, json=people)

    page.route("**/console/people", exchange)
    yield
    page.unroute_all(behavior="wait")
