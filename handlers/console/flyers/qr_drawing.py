"""A QR code as an SVG drawing, with its four signs in letters under it. Pure."""

from collections.abc import Iterator

from bot.flyers import addresses

_SIGNS = 6
"""So many modules high is the line with the signs, below the quiet zone."""


def drawn(address: str, code: str) -> str:
    """Black on white, one unit a module, with the quiet zone that readers need on all sides."""
    rows = [list(row) for row in addresses.qr(address).matrix]
    size = len(rows) + 2 * addresses.QUIET_ZONE
    height, middle = size + _SIGNS, size / 2
    dark = "".join(_runs(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {height}" width="{size}mm" height="{height}mm" role="img">'
        f"<title>{code}</title>"
        f'<path fill="#fff" d="M0 0h{size}v{height}H0z"/>'
        f'<path fill="#000" shape-rendering="crispEdges" d="{dark}"/>'
        f'<text x="{middle}" y="{size + 4}" font-family="BIZ UDPGothic, BIZ UDGothic, sans-serif" font-size="5"'
        f' letter-spacing="1" text-anchor="middle">{code}</text></svg>\n'
    )


def _runs(rows: list[list[int]]) -> Iterator[str]:
    """Each row's dark modules, from the left, as bars."""
    for y, row in enumerate(rows, addresses.QUIET_ZONE):
        start = None
        for x, dark in enumerate([*row, 0], addresses.QUIET_ZONE):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                yield f"M{start} {y}h{x - start}v1H{start}z"
                start = None
