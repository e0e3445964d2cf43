"""Files that a resident chooses on her telephone."""

import base64
import io

from PIL import Image


def photograph() -> bytes:
    """Taken with the telephone lying on its side, with the place that it was taken at."""
    picture = Image.new("RGB", (3000, 1500), (0, 0, 255))
    picture.paste((255, 0, 0), (0, 0, 1500, 1500))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (43.0, 46.0, 14.0), 3: "E", 4: (142.0, 21.0, 54.0)})
    written = io.BytesIO()
    picture.save(written, "JPEG", exif=exif)
    assert b"Exif" in written.getvalue()
    return written.getvalue()


def see_through() -> bytes:
    picture = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    picture.paste((200, 0, 0, 255), (16, 16, 48, 48))
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def given(content: bytes, name: str, kind: str) -> dict[str, str]:
    """A file that she chooses."""
    return {"base64": base64.b64encode(content).decode(), "name": name, "type": kind}


def colour_of(picture: Image.Image, place: tuple[int, int]) -> str:
    """ "red" or "blue", more or less, or "clear" where it can be seen through."""
    red, _, blue, seen = picture.convert("RGBA").crop((*place, place[0] + 1, place[1] + 1)).tobytes()
    if seen == 0:
        return "clear"
    return "red" if red > 180 > 80 > blue else "blue" if blue > 180 > 80 > red else "another"
