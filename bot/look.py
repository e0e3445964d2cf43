"""How a card looks: flex components in two colours that were checked for contrast (WCAG 2.2 AA on their ground)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

Part = dict[str, Any]
Tone = Literal["calm", "urgent"]


@dataclass(frozen=True)
class Colours:
    """`accent` on white and `ink` on `ground` have a contrast of 7 and more; white on `accent` too."""

    accent: str
    ground: str
    button: str
    ink: str = "#2B2622"
    soft: str = "#5C534B"


COLOURS: dict[Tone, Colours] = {
    "calm": Colours(accent="#8A4A12", ground="#FFF6E9", button="#F6E6CF"),
    "urgent": Colours(accent="#1F5566", ground="#EDF5F6", button="#DCEBEE"),
}


def words(text: str, colours: Colours, *, size: str = "md", bold: bool = False, soft: bool = False) -> Part:
    """A paragraph: it breaks into lines, and grows with the letters that the phone is set to."""
    part: Part = {
        "type": "text",
        "text": text,
        "wrap": True,
        "size": size,
        "lineSpacing": "6px",
        "scaling": True,
    }
    if bold:
        part["weight"] = "bold"
    return part | {"color": colours.soft if soft else colours.ink}


def heading(text: str, colours: Colours) -> Part:
    return words(text, colours, bold=True) | {"color": colours.accent, "margin": "xl"}


def button(action: Part, colours: Colours, *, main: bool = False, small: bool = False) -> Part:
    """`main`: the one that most people will press."""
    return {
        "type": "button",
        "action": action,
        "style": "primary" if main else "secondary",
        "color": colours.accent if main else colours.button,
        "height": "sm" if small else "md",
        "adjustMode": "shrink-to-fit",
        "scaling": True,
    }


def ringing(name: str, hours: str, action: Part, colours: Colours) -> Part:
    """Whom to ring, when, and the button that does it."""
    return column([_whom(name, hours, colours), button(action, colours, small=True)], spacing="sm")


def number(name: str, hours: str, digits: str, colours: Colours) -> Part:
    """The same with a number that only fingers can ring."""
    large = words(digits, colours, size="xl", bold=True) | {"color": colours.accent, "align": "center"}
    return column([_whom(name, hours, colours), large], spacing="sm")


def _whom(name: str, hours: str, colours: Colours) -> Part:
    """Name and hours in one paragraph: every line saved is one that needs no scrolling."""
    return words(f"{name}  {hours}", colours, size="sm") | {
        "contents": [
            {"type": "span", "text": name, "weight": "bold", "size": "md", "color": colours.ink},
            {"type": "span", "text": f"  {hours}", "color": colours.soft},
        ]
    }


def pair(actions: Sequence[Part], colours: Colours) -> Part:
    """Two or three buttons in one row."""
    buttons = [button(action, colours, small=True) | {"flex": 1} for action in actions]
    return {"type": "box", "layout": "horizontal", "spacing": "md", "contents": buttons}


def grid(actions: Sequence[Part], colours: Colours, *, columns: int) -> Part:
    """Buttons of one width, row by row."""
    rows = []
    for first in range(0, len(actions), columns):
        some = [
            button(action, colours, small=True) | {"flex": 1} for action in actions[first : first + columns]
        ]
        some += [{"type": "filler", "flex": 1}] * (columns - len(some))
        rows.append({"type": "box", "layout": "horizontal", "spacing": "sm", "contents": some})
    return column(rows, spacing="sm")


def large(text: str, colours: Colours) -> Part:
    """What is read aloud: a code, with room between its letters."""
    return words(text, colours, size="3xl", bold=True) | {"color": colours.accent, "align": "center"}


def column(contents: Sequence[Part], *, spacing: str = "md", margin: str | None = None) -> Part:
    part: Part = {"type": "box", "layout": "vertical", "spacing": spacing, "contents": list(contents)}
    return part | ({"margin": margin} if margin else {})


def card(title: str, contents: Sequence[Part], buttons: Sequence[Part], colours: Colours) -> Part:
    """A bubble: the title on a tinted ground, then the words, then the buttons."""
    head = words(title, colours, size="lg", bold=True) | {"color": colours.accent}
    made: Part = {
        "type": "bubble",
        "size": "mega",
        "header": column([head]) | {"backgroundColor": colours.ground, "paddingAll": "20px"},
    }
    if contents:
        made["body"] = column(contents, spacing="lg") | {"paddingAll": "20px"}
    if buttons:
        made["footer"] = column(buttons, spacing="sm") | {"paddingAll": "16px"}
    return made
