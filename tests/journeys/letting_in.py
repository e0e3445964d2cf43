"""How a story begins: somebody has written, or somebody has been let in before."""

from tests.journeys.hands import Newcomer, Supervisor
from tests.journeys.world import World


def told(world: World, words: str, *, by: str = "sato") -> str:
    """Somebody new writes; the id of the consultation."""
    reader = world.sign_in(by)
    world.known(reader)
    world.platform.say(world.resident(), words)
    return world.newcomer(reader)


def join(world: World, kudo: Supervisor, newcomer: Newcomer, shown: str, name: str) -> None:
    """As in the first story, unless an earlier one of this file has let them in already."""
    if name in world.sign_ins:
        return
    newcomer.open(kudo.invite(shown, name))
    newcomer.learn()
    assert newcomer.number() == kudo.compare(name)
    kudo.confirm(shown)
    newcomer.done()
    world.sign_ins[name] = newcomer.passphrase


def join_alone(world: World, kudo: Supervisor, newcomer: Newcomer, shown: str, name: str) -> None:
    """A supervisor whom two sheets let in, unless an earlier story has."""
    if name in world.sign_ins:
        return
    newcomer.open(kudo.invite(shown, name, role="supervisor"))
    newcomer.learn()
    newcomer.number()
    newcomer.press(".enrol-alone summary")
    newcomer.write("[name=sheet-1]", world.sheets[2]["root"])
    newcomer.write("[name=sheet-2]", world.sheets[0]["root"])
    newcomer.press("#join-alone")
    newcomer.done()
    world.sign_ins[name] = newcomer.passphrase


def seated_at(kudo: Supervisor, desk: str) -> set[str]:
    """The sign-in names of who sits there."""
    cards = kudo.page.locator("#people-list .person").filter(has_text=desk)
    return set(cards.evaluate_all("cards => cards.map(card => card.dataset.name)"))
