"""What a page is like for people who see little, see other colours, or don't use a mouse: axe-core, and reflow at 320 px.

axe-core runs with every rule it has by default. How things are built does not depend on colours, so in the dark and in
forced colours only the rule about contrast is asked again.
"""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"

COLOURS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "dark", "forced_colors": "active"},
}
NARROW, LOW = 320, 568
"""CSS pixels: WCAG 2.2, success criterion 1.4.10; also what is left of 1280 at 400 %."""

COUNT_REQUESTS = """(() => {
  const asked = globalThis.fetch;
  globalThis.hidamariAsking = 0;
  globalThis.fetch = async (...how) => {
    globalThis.hidamariAsking += 1;
    try { return await asked(...how); } finally { globalThis.hidamariAsking -= 1; }
  };
})()"""
SETTLED = "() => globalThis.hidamariAsking === 0 && document.getAnimations().length === 0"

JUDGE = """async ([only, within]) => {
  const options = { resultTypes: ["violations"], elementRef: false };
  // Contrast needs no style sheet fetched beforehand.
  if (only) Object.assign(options, { runOnly: only, preload: false });
  const { violations } = await axe.run(within ?? document, options);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) =>
    `${id}: ${node.target.join(" ")} ${node.any.concat(node.all, node.none).map((one) => one.message).join("; ").slice(0, 160)}`));
}"""

WIDER = """() => {
  const shown = (one) => one.checkVisibility() && one.getClientRects().length > 0;
  const allowed = (one) => one.closest("[data-scrolls], .visually-hidden, table");
  const all = [document.documentElement, ...document.body.querySelectorAll("*")].filter(shown);
  const scrolling = all.filter((one) => one.scrollWidth > one.clientWidth + 1 && !allowed(one)
    && (one === document.documentElement || /auto|scroll/.test(getComputedStyle(one).overflowX)));
  const named = (one) => `${one.tagName.toLowerCase()}${one.id ? `#${one.id}` : ""}.${one.className}`;
  return scrolling.map((one) => `${named(one)} is ${one.scrollWidth} wide in ${one.clientWidth}`);
}"""


class Sight:
    """Looks at one page, state by state; `faults` is what it minded, each with where."""

    def __init__(self, page: Page) -> None:
        """`page`: in a context made with bypass_csp, since no page of ours lets a script in that is not its own."""
        self.page = page
        self.faults: list[str] = []
        self.looked = 0
        page.context.add_init_script(COUNT_REQUESTS)

    def look(self, where: str, within: str | None = None) -> None:
        """In light, dark and forced colours, and then on a narrow screen; leaves the page as it was.

        `within`: only what this selector finds, for states in which the rest of the page is as it was looked at before.
        """
        page, size = self.page, self.page.viewport_size
        self.looked += 1
        page.wait_for_function(SETTLED)
        if not page.evaluate("'axe' in globalThis"):
            page.add_script_tag(path=AXE)
        self.faults += [f"{where}: {fault}" for fault in page.evaluate(WIDER)]
        for name, colours in COLOURS.items():
            page.emulate_media(**colours)
            only = None if name == "light" else ["color-contrast"]
            self.faults += [f"{where}, {name}: {fault}" for fault in page.evaluate(JUDGE, [only, within])]
        page.emulate_media(color_scheme="light", forced_colors="none")
        if size is not None:
            page.set_viewport_size({"width": NARROW, "height": LOW})
            self.faults += [f"{where}, narrow: {fault}" for fault in page.evaluate(WIDER)]
            page.set_viewport_size(size)
