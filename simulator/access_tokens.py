"""Channel access tokens: one long-lived, and stateless ones that live for 15 minutes."""

import hmac
import secrets

from simulator.channel import Channel

LIFE = 900
"""Seconds a stateless token lives (LINE reference, Issue stateless channel access token)."""


class AccessTokens:
    """Knows which bearer tokens the channel accepts."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._stateless: dict[str, int] = {}

    def issue(self, client_id: str, client_secret: str, now: int) -> str | None:
        """A stateless token, or None when id and secret are not the channel's."""
        known = hmac.compare_digest(client_id.encode(), self._channel.id.encode())
        if not (known and hmac.compare_digest(client_secret.encode(), self._channel.secret.encode())):
            return None
        token = "stateless." + secrets.token_urlsafe(96)
        self._stateless[token] = now + LIFE * 1000
        return token

    def accepts(self, authorization: str | None, now: int) -> bool:
        """True for an Authorization header `Bearer` with a token that is good at `now` ms."""
        scheme, _, token = (authorization or "").partition(" ")
        if scheme != "Bearer" or not token:
            return False
        if hmac.compare_digest(token.encode(), self._channel.access_token.encode()):
            return True
        return now < self._stateless.get(token, 0)
