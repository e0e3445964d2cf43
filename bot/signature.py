"""LINE's webhook signature: base64 of HMAC-SHA256 over the raw body, keyed with the channel secret."""

import base64
import hashlib
import hmac


def signature_of(channel_secret: str, body: bytes) -> str:
    """Source: LINE, "Verify webhook signature"."""
    return base64.b64encode(hmac.digest(channel_secret.encode(), body, hashlib.sha256)).decode()


def is_signed(channel_secret: str, body: bytes, header: str | None) -> bool:
    """True when `header` signs exactly these bytes; compared in constant time. False for a missing or non-ASCII header."""
    if not header or not header.isascii():
        return False
    return hmac.compare_digest(signature_of(channel_secret, body), header)
