"""What a file is, by its first bytes: nobody's word is taken for it, neither the sender's nor LINE's."""

from collections.abc import Sequence

_STARTS: Sequence[tuple[bytes, str]] = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf2", "audio/mpeg"),
    (b"\xff\xf1", "audio/aac"),
    (b"\xff\xf9", "audio/aac"),
    (b"OggS", "audio/ogg"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
)
_AUDIO_BRANDS = (b"M4A ", b"M4B ")
_PICTURE_BRANDS = (b"heic", b"heix", b"mif1", b"avif")
ANYTHING = "application/octet-stream"


def type_of(content: bytes) -> str:
    """A media type, "application/octet-stream" for what is not known."""
    if content[4:8] == b"ftyp":
        return _of_brand(content[8:12])
    if content[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(content[8:12], ANYTHING)
    return next((kind for start, kind in _STARTS if content.startswith(start)), ANYTHING)


def kind_of_file(content: bytes, sent_as: str) -> str | None:
    """The media type of what was sent as "image", "audio", "video" or "file"; None when it is not what it was sent as.

    A voice may come in a video's container. A file may be anything; whoever shows it goes by the type, and shows few.
    """
    found = type_of(content)
    if sent_as == "file":
        return found
    if sent_as == "audio" and found in ("video/mp4", "video/webm"):
        return "audio/" + found.removeprefix("video/")
    return found if found.startswith(f"{sent_as}/") else None


def _of_brand(brand: bytes) -> str:
    """ISO base media files (ISO/IEC 14496-12, 4.3) say in their first box what they are."""
    if brand in _AUDIO_BRANDS:
        return "audio/mp4"
    if brand in _PICTURE_BRANDS:
        return "image/heic"
    return "video/quicktime" if brand == b"qt  " else "video/mp4"
