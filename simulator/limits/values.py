"""Values that many objects share."""

from simulator.limits.shapes import Check, like, one_of

USER = like("U[0-9a-f]{32}")
RECIPIENT = like("[UCR][0-9a-f]{32}")
COLOUR = like("#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?", "invalid color")
SIZE = like(r"none|xs|sm|md|lg|xl|xxl|-?\d+(\.\d+)?px|-?\d+(\.\d+)?%", "invalid size")
LENGTH = like(r"\d+(\.\d+)?(px|%)", "invalid length")
FONT_SIZE = like(r"xxs|xs|sm|md|lg|xl|xxl|[345]xl|\d+(\.\d+)?px", "invalid font size")
IMAGE_SIZE = like(r"xxs|xs|sm|md|lg|xl|xxl|[345]xl|full|\d+(\.\d+)?(px|%)", "invalid image size")
RATIO = like(r"[1-9]\d{0,5}(\.\d+)?:[1-9]\d{0,5}(\.\d+)?", "invalid aspect ratio")
IMAGE_RATIO = one_of("rectangle", "square")
IMAGE_FIT = one_of("cover", "contain")


def https(most: int = 2_000) -> Check:
    """A percent-encoded https URL."""
    return like(r"https://[!-~]+", "invalid uri scheme", most)


def fetched(most: int = 2_000) -> Check:
    """The address of a picture that LINE fetches: https; or http on this very machine, where the product of a demo lives."""
    return like(r"(https://|http://127\.0\.0\.1[:/])[!-~]+", "invalid uri scheme", most)
