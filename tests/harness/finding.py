"""How a person finds something on a page, in any browser: by the name that it has for a screen reader, where it can be used now."""

from collections.abc import Callable
from typing import TypeVar

from tests.harness.until import until

Found = TypeVar("Found")

_NAME = """
  const tidy = (text) => text.replace(/\\s+/g, " ").trim();
  const words = (id) => document.getElementById(id)?.textContent ?? "";
  const name = (one) => tidy(one.getAttribute("aria-labelledby")?.split(" ").map(words).join(" ")
    ?? one.getAttribute("aria-label") ?? ([...(one.labels ?? [])].map((each) => each.textContent).join(" ") || one.textContent));
  const dialogs = document.querySelectorAll("dialog:modal"), top = dialogs[dialogs.length - 1] ?? document;
  const usable = (one) => !one.disabled && one.getAttribute("aria-disabled") !== "true" && !one.closest("[inert]")
    && one.checkVisibility({visibilityProperty: true});
"""

PRESSED = f"""(wanted) => {{ {_NAME}
  const kinds = "button, a[href], summary, [role=button], [role=tab], input[type=radio], input[type=checkbox]";
  const all = [...top.querySelectorAll(kinds)].filter(usable);
  const found = all.find((one) => name(one) === wanted) ?? all.find((one) => name(one).startsWith(wanted));
  const reached = found?.labels?.[0] ?? found;
  reached?.scrollIntoView({{block: "center", behavior: "instant"}});
  return reached ?? null;
}}"""
"""What is pressed by this name: whole if there is such a one, else one whose name begins so. Null while there is none."""

FILLED = f"""(wanted) => {{ {_NAME}
  const kinds = "input:not([type=radio], [type=checkbox], [type=file]), textarea";
  return [...top.querySelectorAll(kinds)].find((one) => usable(one) && name(one) === wanted) ?? null;
}}"""

CHOSEN = f"""(wanted) => {{ {_NAME}
  return [...top.querySelectorAll("input[type=file]")].find((one) => !one.disabled && name(one) === wanted) ?? null;
}}"""


def found_in_time(look: Callable[[], Found | None], name: str) -> Found:
    """What `look` finds, once it does; AssertionError with the name when it never does."""
    try:
        found = until(look, deadline=20)
    except AssertionError:
        raise AssertionError(f"nothing on the page is called 「{name}」") from None
    assert found is not None
    return found
