"""What a passkey says, checked: WebAuthn level 3, sections 7.1 (registering) and 7.2 (asserting).

Pure: no database and no clock. The only importer of `fido2`, of which just the readers and the signature check are used:
its server class also logs credential ids. Who made the device does not matter here, so no attestation is asked for or
judged.
"""

import hmac
import ipaddress
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, TypeVar, cast
from urllib.parse import urlsplit

from fido2 import cbor
from fido2.cose import CoseKey
from fido2.webauthn import AttestationObject, AuthenticatorData, CollectedClientData

from storage.contexts import digest, unb64

ALGORITHMS = (-7, -8, -257)
"""COSE: ES256; EdDSA; RS256, which is all that some Windows Hello devices offer."""

LONGEST_CREDENTIAL_ID = 1023

_T = TypeVar("_T")


class Unproven(Exception):
    """The passkey's answer is not genuine, not fresh or not for this office. Carries nothing of it."""


@dataclass(frozen=True)
class RelyingParty:
    """The office as passkeys know it: by the origin of its pages."""

    origin: str

    @classmethod
    def at(cls, public_origin: str) -> "RelyingParty":
        """Takes the origin as an operator writes it, and spells it as browsers do."""
        parts = urlsplit(public_origin)
        usual = {"https": 443, "http": 80}[parts.scheme]
        port = "" if parts.port in (None, usual) else f":{parts.port}"
        host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
        return cls(f"{parts.scheme}://{host}{port}")

    @property
    def id(self) -> str:
        return urlsplit(self.origin).hostname or ""

    @property
    def usable(self) -> bool:
        """False for an address in numbers: browsers give passkeys to names only."""
        try:
            ipaddress.ip_address(self.id)
        except ValueError:
            return True
        return False


class Registration(NamedTuple):
    """A new passkey. `public_key` is COSE in CBOR."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    challenge: bytes


@dataclass(frozen=True)
class Assertion:
    """A passkey's answer to a challenge, read but not believed before `verify`."""

    credential_id: bytes
    user_handle: bytes | None
    challenge: bytes
    client: CollectedClientData
    device: AuthenticatorData
    signature: bytes

    @classmethod
    def read(cls, answer: object) -> "Assertion":
        """From {"id", "client", "device", "signature", "user"|null}, all base64url. Raises `Unproven`."""
        fields = answer if isinstance(answer, dict) else {}
        return _readable(lambda: cls._read(fields))

    @classmethod
    def _read(cls, fields: dict[str, Any]) -> "Assertion":
        client = CollectedClientData(unb64(fields["client"]))
        user = fields.get("user")
        return cls(
            credential_id=unb64(fields["id"]),
            user_handle=None if user is None else unb64(user),
            challenge=client.challenge,
            client=client,
            device=AuthenticatorData(unb64(fields["device"])),
            signature=unb64(fields["signature"]),
        )

    def verify(self, office: RelyingParty, public_key: bytes, sign_count: int) -> int:
        """The new sign count when this is the office's passkey with a person at it; `Unproven` otherwise.

        A device that counts must count upwards: standing still or falling back means that there are two of it.
        """
        _check(office, "webauthn.get", self.client, self.device)
        counted = self.device.counter
        if (counted or sign_count) and counted <= sign_count:
            raise Unproven
        _readable(lambda: _key(public_key).verify(self.device + self.client.hash, self.signature))
        return counted


def read_registration(office: RelyingParty, answer: object) -> Registration:
    """From {"client", "attestation"}, base64url. Raises `Unproven`; whether the challenge is ours is the caller's to ask."""
    fields = answer if isinstance(answer, dict) else {}
    client = _readable(lambda: CollectedClientData(unb64(fields["client"])))
    device = _readable(lambda: AttestationObject(unb64(fields["attestation"])).auth_data)
    _check(office, "webauthn.create", client, device)
    made = device.credential_data
    if made is None or not 16 <= len(made.credential_id) <= LONGEST_CREDENTIAL_ID:
        raise Unproven
    public_key = cbor.encode(made.public_key)
    _readable(lambda: _key(public_key))
    return Registration(made.credential_id, public_key, device.counter, client.challenge)


def _check(
    office: RelyingParty,
    kind: Literal["webauthn.create", "webauthn.get"],
    client: CollectedClientData,
    device: AuthenticatorData,
) -> None:
    if client.type != kind or client.origin != office.origin or client.cross_origin is not False:
        raise Unproven
    if not hmac.compare_digest(device.rp_id_hash, digest(office.id.encode())):
        raise Unproven
    if not (device.is_user_present() and device.is_user_verified()):
        raise Unproven


def _key(public_key: bytes) -> CoseKey:
    key = CoseKey.parse(cast(Mapping[int, Any], cbor.decode(public_key)))
    if key.ALGORITHM not in ALGORITHMS:
        raise Unproven
    return key


def _readable(read: Callable[[], _T]) -> _T:
    try:
        return read()
    except Exception:
        # The readers raise whatever a hostile answer trips over: KeyError, struct.error, TypeError, InvalidSignature …
        raise Unproven from None
