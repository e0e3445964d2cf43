"""What somebody who holds the server could tell a browser in the place of the truth: every lie of the list, as a change of an answer."""

import json
import os
from collections.abc import Callable
from typing import Any

from storage import rosters
from storage.contexts import b64, kid_of, unb64
from storage.genesis import make_room_genesis
from storage.record import Record
from storage.sealing import Identity, Signer
from storage.wrapsets import make_wrapset
from tests.cast import founded
from tests.harness.recording import Change, Exchange
from tests.journeys.room_town import RoomTown
from tests.room_resident import Json

Lie = Callable[[Json], Json]
"""From an answer with "genesis", "wrapsets" and "records" (as they are, in order) to another."""


def about_the_roster(lie: Lie) -> Change:
    return lambda one: one.saying(lie(one.json))


def about_the_room(lie: Lie) -> Change:
    """For the resident: records stand there with their place in the transcript. Only the whole of it is changed, not what is new."""

    def change(one: Exchange) -> Exchange:
        told = one.json
        if len(told["records"]) < told["entries"]:
            return one
        lied = lie(told | {"records": [each["record"] for each in told["records"]]})
        placed = [{"position": at, "record": each} for at, each in enumerate(lied["records"], 1)]
        return one.saying(lied | {"records": placed, "entries": len(placed)})

    return change


def about_the_consultation(lie: Lie) -> Change:
    """For the desk."""
    return lambda one: one.saying(lie(one.json)) if "records" in one.json else one


def of_another_office(told: Json) -> Json:
    """Real in every way, but of people whom nobody on paper has spoken for."""
    with founded().database.reading() as connection:
        chain = rosters.chain(connection)
    return told | {"chain": [json.loads(one.to_json()) for one in chain]}


def with_a_ghost(told: Json) -> Json:
    """Somebody more at the desk, who is to be wrapped for."""
    *before, newest = told["chain"]
    body = json.loads(unb64(newest["roster"]))
    spk, epk = Signer.generate().public, Identity.generate().recipient.public
    kid = kid_of("counselor", spk, epk).hex()
    body["keys"].append(
        body["keys"][0] | {"kid": kid, "role": "counselor", "spk": spk.hex(), "epk": epk.hex()}
    )
    body["desks"][told["desk"]].append(kid)
    return told | {"chain": [*before, newest | {"roster": b64(json.dumps(body).encode())}]}


def older(told: Json) -> Json:
    return told | {"chain": told["chain"][:-1]}


def ghost_among_the_wraps(told: Json) -> Json:
    wrapset = told["wrapsets"][0]
    return _with_wrapset(
        told, wrapset | {"wraps": wrapset["wraps"] | {os.urandom(16).hex(): b64(os.urandom(113))}}
    )


def other_case_key(told: Json) -> Json:
    return _with_wrapset(told, told["wrapsets"][0] | {"case_pk": b64(Identity.generate().recipient.public)})


def key_by_the_server(town: RoomTown) -> Lie:
    """A whole new set, with wraps for everybody and one more, signed by the one rostered key that the server has."""

    def lie(told: Json) -> Json:
        roster, first = town.chain[-1].parsed(), told["genesis"]
        members = roster.desk_members(first["desk"])
        guest = (unb64(first["in_kid"]), unb64(first["in_epk"]))
        made = make_wrapset(
            town.keys.fingerprint, town.keys.intake, town.keys.intake_kid, Identity.generate(),
            key_id=os.urandom(16), desk=first["desk"], epoch=roster.epoch, members=[*members, guest],
        )  # fmt: skip
        return told | {"wrapsets": [*told["wrapsets"], made.as_dict()]}

    return lie


def other_resident(town: RoomTown) -> Lie:
    """Keys of the server's own in the place of the resident's, with everything signed anew; only the room's name stays."""

    def lie(told: Json) -> Json:
        first, epk = told["genesis"], Identity.generate().recipient.public
        own = make_room_genesis(
            town.keys.fingerprint, Signer.generate(), epk,
            lane=first["lane"], desk=first["desk"], key_id=unb64(first["key_id"]),
        )  # fmt: skip
        return told | {"genesis": own.as_dict() | {"case": first["case"]}}

    return lie


def shown_twice(told: Json) -> Json:
    return told | {"records": [*told["records"], told["records"][0]]}


def in_another_order(told: Json) -> Json:
    """Two of the resident's own, which she wrote one after the other."""
    first, second, *others = told["records"]
    return told | {"records": [second, first, *others]}


def left_out(told: Json) -> Json:
    return told | {"records": told["records"][1:]}


def cut_off(town: RoomTown) -> Lie:
    """The last word, as if it had never been said: also where it is said what the next one has to name."""

    def lie(told: Json) -> Json:
        *records, _ = told["records"]
        last = Record.from_json(records[-1]).id(town.keys.fingerprint)
        return told | {"records": records, "head": told["head"] | {"ack": b64(last)}}

    return lie


def from_another_room(record: Json) -> Lie:
    return lambda told: told | {"records": [*told["records"], record]}


def _with_wrapset(told: Json, wrapset: Any) -> Json:
    return told | {"wrapsets": [wrapset, *told["wrapsets"][1:]]}
