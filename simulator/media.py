"""Pictures, sounds and files that residents sent, as the content endpoint gives them out."""

from dataclasses import dataclass, field
from typing import Literal

Status = Literal["processing", "succeeded", "failed"]
TYPES = {"image": "image/png", "video": "video/mp4", "audio": "audio/x-m4a", "file": "application/pdf"}


@dataclass
class Medium:
    """The bytes behind one message. `status` is LINE's transcoding status."""

    content: bytes = field(repr=False)
    mimetype: str
    status: Status = "succeeded"


class Media:
    """Contents by message id. An unsent one leaves a mark: it is gone, which is more than unknown.

    `everything` is a switch: while it isn't "succeeded", it is the status of every content.
    """

    def __init__(self) -> None:
        self.everything: Status = "succeeded"
        self._kept: dict[str, Medium] = {}
        self._gone: set[str] = set()

    def keep(self, message_id: str, medium: Medium) -> None:
        self._kept[message_id] = medium

    def find(self, message_id: str) -> Medium | None:
        return self._kept.get(message_id)

    def status(self, medium: Medium) -> Status:
        return medium.status if self.everything == "succeeded" else self.everything

    def gone(self, message_id: str) -> bool:
        return message_id in self._gone

    def erase(self, message_id: str) -> None:
        if self._kept.pop(message_id, None) is not None:
            self._gone.add(message_id)
