"""What lies hidden in a page, and what is written beside its drawing: taken out, so that nobody finds on paper's file what no eye saw.

A layer that is switched off is drawn by nobody, but still in the file. Marked content carries words for machines; of a page that is
only printed nobody reads them.
"""

from collections.abc import Callable
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Token, TokenFilter, TokenType

_BEGINS = {b"BMC", b"BDC"}
_BESIDE = {b"MP", b"DP", b"BX", b"EX"}
_DRAWS = {
    *(b"m", b"l", b"c", b"v", b"y", b"h", b"re", b"W", b"W*", b"n"),
    *(b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"s", b"S", b"sh", b"Do", b"BI", b"ID", b"EI"),
    *(b"Tj", b"TJ", b"'", b'"'),
}
"""Operators that leave something on the page, or prepare it; what else stands there also holds for what follows."""

_GAP = Token(TokenType.space, b"\n")

Hidden = Callable[[object], bool]


def hidden_in(pdf: Pdf) -> Hidden:
    """Whether a layer, or a group of layers, is switched off as the file is opened."""
    layers = pdf.Root.get("/OCProperties")
    usual = layers.get("/D") if isinstance(layers, Dictionary) else None
    usual = usual if isinstance(usual, Dictionary) else Dictionary()
    all_off = usual.get("/BaseState") == Name.OFF
    on, off = (_numbers(usual.get(key)) for key in ("/ON", "/OFF"))

    def hidden(layer: object) -> bool:
        if not isinstance(layer, Dictionary):
            return False
        if layer.get("/Type") == Name.OCMD:
            return _group_hidden(layer, hidden)
        return layer.objgen in off or (all_off and layer.objgen not in on)

    return hidden


def _group_hidden(group: Any, hidden: Hidden) -> bool:
    listed = group.get("/OCGs")
    members = list(listed) if isinstance(listed, Array) else [listed]
    states = [hidden(one) for one in members if isinstance(one, Dictionary) and one.get("/Type") == Name.OCG]
    match str(group.get("/P", "/AnyOn")):
        case "/AllOn":
            return any(states)
        case "/AnyOff":
            return bool(states) and not any(states)
        case "/AllOff":
            return not all(states)
        case _:
            return bool(states) and all(states)


def _numbers(listed: object) -> set[tuple[int, int]]:
    members = listed if isinstance(listed, Array) else ()
    return {one.objgen for one in members if isinstance(one, Dictionary)}


class Plain(TokenFilter):
    """Drops comments, marks, and what is drawn between the marks of a hidden layer. `properties`: the page's names of layers."""

    def __init__(self, properties: object, hidden: Hidden) -> None:
        super().__init__()
        self.properties, self.hidden = properties, hidden
        self.waiting: list[Token] = []
        self.marks: list[bool] = []

    def handle_token(self, token: Token = _GAP) -> list[Token]:
        if token.type_ == TokenType.comment:
            return []
        if token.type_ == TokenType.eof:
            return [token]
        self.waiting.append(token)
        if token.type_ != TokenType.word:
            return []
        said, self.waiting = self.waiting, []
        return said if self._stays(bytes(token.raw_value), said) else [_GAP]

    def _stays(self, operator: bytes, said: list[Token]) -> bool:
        if operator in _BEGINS:
            self.marks.append(self._is_hidden(said))
            return False
        if operator == b"EMC":
            del self.marks[-1:]
            return False
        return operator not in _BESIDE and not (any(self.marks) and operator in _DRAWS)

    def _is_hidden(self, said: list[Token]) -> bool:
        names = [str(one.value) for one in said if one.type_ == TokenType.name_]
        if len(names) != 2 or names[0] != "/OC" or not isinstance(self.properties, Dictionary):
            return False
        return self.hidden(self.properties.get(names[1]))
