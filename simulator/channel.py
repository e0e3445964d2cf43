"""The one Messaging API channel that the platform has."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Channel:
    """What a developer reads in LINE's console. ValueError for an empty secret."""

    secret: str = field(repr=False)
    callback_url: str
    access_token: str = field(repr=False)
    id: str
    account_name: str

    def __post_init__(self) -> None:
        if not self.secret.strip():
            raise ValueError("channel_secret must not be empty: anybody could sign webhooks")
