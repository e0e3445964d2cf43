"""LINE may deliver one event many times, also at once. It counts once."""

from concurrent.futures import ThreadPoolExecutor

from tests.harness.until import until
from tests.journeys.world import World


def test_the_same_signed_webhook_fifty_times_in_parallel(world: World) -> None:
    world.web.start()
    world.clock.start()
    hanako, sato = world.resident(), world.sign_in("sato")
    world.platform.say(hanako, "ひとことだけ")
    delivery = world.platform.last_delivery(hanako)
    attempt = until(lambda: next(iter(delivery.attempts), None))
    assert attempt is not None

    with ThreadPoolExecutor(25) as threads:
        statuses = list(threads.map(lambda _: world.post_webhook(attempt.body, attempt.signature), range(50)))

    assert set(statuses) == {200}
    consultation = world.newcomer(sato)
    assert sato.open(consultation).texts == ["ひとことだけ"]
    until(lambda: world.platform.shown_texts(hanako))
    world.settle()
    assert len(world.platform.shown_texts(hanako)) == 2, "one answer: received, and the consent card"


def test_a_first_delivery_fifty_times_in_parallel(world: World) -> None:
    """As above, but none of the fifty has been stored before the others arrive."""
    hanako = world.resident()
    world.platform.webhooks.hold()
    world.platform.say(hanako, "まだだれも見ていません")
    world.web.start()
    body, signature = world.signed(world.platform.last_delivery(hanako).events)
    with ThreadPoolExecutor(25) as threads:
        statuses = list(threads.map(lambda _: world.post_webhook(body, signature), range(50)))
    world.platform.webhooks.release()
    world.platform.webhooks.settle()
    assert set(statuses) == {200}
    # Not before: LINE takes no reply to what it has not delivered itself.
    world.clock.start()
    sato = world.sign_in("sato")
    consultation = world.newcomer(sato)
    until(lambda: world.platform.shown_texts(hanako))
    world.settle()
    assert sato.open(consultation).texts == ["まだだれも見ていません"]
    assert len(world.platform.shown_texts(hanako)) == 2, "one answer: received, and the consent card"
