"""The office's word for which account on LINE is its own, so that a page need not believe whoever serves it.

Signed with the intake key, which stands in the roster: whoever has the office's fingerprint on paper can check it. Twin of
`static/js/flyers/add_check.js`.
"""

from storage.contexts import ctx
from storage.keystore import Keys


def sign(keys: Keys, basic_id: str) -> bytes:
    """64 bytes over the account's name ("@…") and this office's fingerprint."""
    return keys.intake.sign(signed_bytes(keys.fingerprint, basic_id))


def signed_bytes(fingerprint: bytes, basic_id: str) -> bytes:
    return ctx("line-account", fingerprint, basic_id)
