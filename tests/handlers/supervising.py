"""Kudo in front of the screen about people: invites, compares, signs the next roster. Over Flask's test client."""

from typing import Any, NamedTuple

from flask import Flask
from werkzeug.test import TestResponse

from handlers.context import Context
from storage.contexts import b64, unb64
from storage.roster import Member, SignedRoster, Trust, accept_chain
from tests.cast import Colleague, Json, founded
from tests.handlers.desk import Desk
from tests.joining import delegate, enrolment, next_roster


class Guest(NamedTuple):
    """Somebody who was asked to join and has enrolled: the invitation's id, its code, their browser."""

    id: str
    code: str
    person: Colleague
    member: Member
    desks: list[str]


class Supervisor(Desk):
    """Signs with Kudo's own roster key, which lies in the capsule."""

    def __init__(self, app: Flask, name: str = "kudo") -> None:
        super().__init__(app, name)
        self.app = app

    def chain(self) -> list[SignedRoster]:
        return [SignedRoster.from_json(link) for link in (self.get("roster").json or {})["chain"]]

    def trust(self) -> Trust:
        return accept_chain(founded().keys.fingerprint, self.chain(), self.now)

    def people(self) -> Json:
        return self.get("people").json or {}

    def named(self, name: str) -> Json:
        found: Json = next(person for person in self.people()["people"] if person["name"] == name)
        return found

    def invite(
        self, name: str = "tani", role: str = "counselor", desks: tuple[str, ...] = ("kurashi",), **more: Any
    ) -> TestResponse:
        body = {"name": name, "display_name": "谷", "role": role, "desks": list(desks)}
        return self.post("invitations", body | more)

    def guest(self, person: Colleague, role: str = "counselor", *desks: str, **more: Any) -> Guest:
        """Invited and enrolled, at "kurashi" unless another desk is said; not confirmed yet. Clerks and auditors sit nowhere."""
        seats = [] if role in ("auditor", "clerk") else list(desks or ("kurashi",))
        invited = self.invite(person.name, role, tuple(seats), **more).json or {}
        enrolled = self.app.test_client().post("/console/enrolments", json=enrolment(invited["code"], person))
        assert enrolled.status_code == 201, enrolled.text
        shown = next(one for one in self.people()["invited"] if one["id"] == invited["id"])
        return Guest(invited["id"], invited["code"], person, member_shown(shown), shown["desks"])

    @property
    def now(self) -> int:
        """In seconds, by the clock of the web process: a roster from the future is believed nowhere."""
        here: Context = self.app.extensions["hidamari"]
        return here.now() // 1000

    def sign(self, **change: Any) -> SignedRoster:
        """The next roster; `change` as `next_roster` takes it."""
        honest = {"now": self.now, "signer": self.person.roster_key}
        return next_roster(self.trust(), self.chain()[-1], **(honest | change))

    def hand_in(self, signed: SignedRoster, **agreed: Any) -> TestResponse:
        return self.post("roster", {"signed": signed.as_dict()} | agreed)

    def approve(self, *guests: Guest, **more: Any) -> TestResponse:
        """Confirms them: the roster names exactly them besides who is there, and lets supervisors sign."""
        now, epoch = self.now, self.trust().epoch + 1
        granted = [
            delegate(guest.person, epoch=epoch, now=now) for guest in guests if guest.person.roster_key
        ]
        gone = [unb64(kid) for kid in more.pop("replaced", [])]
        staying = [one for one in self.trust().current.delegations if one.kid not in gone]
        signed = self.sign(
            come=[(guest.member, guest.desks) for guest in guests], go=gone,
            delegations=[*staying, *granted],
        )  # fmt: skip
        return self.hand_in(signed, approves=[guest.id for guest in guests], **more)

    def dismiss(self, kid: bytes, **more: Any) -> TestResponse:
        return self.hand_in(self.sign(go=[kid]), leaves=[b64(kid)], **more)

    def join(self, person: Colleague, role: str = "counselor", *desks: str) -> Desk:
        """All of it at once; the newcomer is signed in at the end."""
        answer = self.approve(self.guest(person, role, *desks))
        assert answer.status_code == 201, answer.text
        return Newcomer(self.app, person)


class Newcomer(Desk):
    """Somebody who is no member of the cast, signed in."""

    def __init__(self, app: Flask, person: Colleague) -> None:
        self.person = person
        self.client = app.test_client()
        body = {"name": person.name, "secret": b64(person.secret)}
        signed_in = self.client.post("/console/sessions", json=body)
        assert signed_in.status_code == 201, signed_in.text
        self.session = signed_in.json or {}
        self.headers = {"X-CSRF-Token": self.session["csrf"]}


def member_shown(invited: Json) -> Member:
    """Who the supervisor's screen says has enrolled."""
    kid, spk, epk = (unb64(invited["enrolled"][name]) for name in ("kid", "spk", "epk"))
    return Member(kid, invited["role"], invited["display_name"], spk, epk)


def refused(answer: TestResponse) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, (answer.json or {})["error"]
