"""What a page is like for people who see little, see other colours, or don't use a mouse: axe-core, and reflow at 320 px.

axe-core runs with every rule it has by default. How things are built does not depend on colours, so in the dark and in
forced colours only the rule about contrast is asked again. That rule takes most of axe's time, and is asked once about what
has the same colours and size on the same ground: most of a screen is as it was at the last look.
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
    // It waits for news, and is never done.
    if (String(how[0]).endsWith("/console/news")) return asked(...how);
    globalThis.hidamariAsking += 1;
    try { return await asked(...how); } finally { globalThis.hidamariAsking -= 1; }
  };
})()"""
SETTLED = "() => globalThis.hidamariAsking === 0 && document.getAnimations().length === 0"

JUDGE = """async (within) => {
  const sheets = [...document.styleSheets].map((one) => one.href).join();
  // Style sheets and media are fetched for two rules, whose answer is the same while those are.
  const preload = sheets !== globalThis.hidamariSheets || document.querySelector("audio, video") !== null;
  globalThis.hidamariSheets = sheets;
  const { violations } = await axe.run(within ?? document,
    { resultTypes: ["violations"], elementRef: false, preload, rules: { "color-contrast": { enabled: false } } });
  return violations.flatMap(({ id, nodes }) => nodes.map((node) =>
    `${id}: ${node.target.join(" ")} ${node.any.concat(node.all, node.none).map((one) => one.message).join("; ").slice(0, 160)}`));
}"""

CONTRAST = """async ([known, within]) => {
  const clean = new Set(known), looks = new Map();
  const hash = (text) => {
    let high = 0xdeadbeef, low = 0x41c6ce57;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      high = Math.imul(high ^ unit, 2654435761);
      low = Math.imul(low ^ unit, 1597334677);
    }
    return 4294967296 * (2097151 & low) + (high >>> 0);
  };
  // What lies under words: whatever of their surroundings paints. What is taken out of its place may lie on anything: there it
  // counts which one it is.
  const ground = (one) => {
    if (one === null) return 0;
    if (!looks.has(one)) {
      const style = getComputedStyle(one), under = ground(one.parentElement);
      const moved = /absolute|fixed|sticky/.test(style.position) || style.transform !== "none" || style.margin.includes("-");
      const paint = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode].join();
      const plain = paint === "rgba(0, 0, 0, 0),none,1,none,normal" && !moved;
      looks.set(one, plain ? under : hash([under, paint, moved, moved && [one.localName, one.id, one.className]].join()));
    }
    return looks.get(one);
  };
  const look = (one) => {
    const style = getComputedStyle(one), off = one.closest(":disabled, [aria-disabled=true]") !== null || one.control?.disabled === true;
    return hash([ground(one), off, style.color, style.fontSize, style.fontWeight, style.textShadow, style.webkitTextStroke].join());
  };
  const around = within === null ? [document.body] : [...document.querySelectorAll(within)];
  const all = around.flatMap((one) => [one, ...one.querySelectorAll("*")]);
  const says = (one) => one.matches("input, select, textarea, button")
    || [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
  const unknown = all.filter((one) => one.checkVisibility() && says(one) && !clean.has(look(one)));
  const fresh = [...new Map(unknown.map((one) => [look(one), one])).values()];
  if (fresh.length === 0) return { faults: [], judged: [] };
  const { violations } = await axe.run({ include: fresh },
    { resultTypes: ["violations"], elementRef: true, runOnly: ["color-contrast"], preload: false });
  const nodes = violations.flatMap((one) => one.nodes), bad = new Set(nodes.map((node) => look(node.element)));
  return {
    faults: nodes.map((node) => `color-contrast: ${node.target.join(" ")} ${node.any.map((one) => one.message).join("; ").slice(0, 160)}`),
    judged: fresh.map(look).filter((one) => !bad.has(one)),
  };
}"""
"""Asks about whatever does not look like what is `known`; what was `judged` to be readable may be known next time."""

WIDER = """() => {
  const shown = (one) => one.checkVisibility() && one.getClientRects().length > 0;
  const allowed = (one) => one.closest("[data-scrolls], .visually-hidden, table");
  const all = [document.documentElement, ...document.body.querySelectorAll("*")].filter(shown);
  const scrolling = all.filter((one) => one.scrollWidth > one.clientWidth + 1 && !allowed(one)
    && (one === document.documentElement || /auto|scroll/.test(getComputedStyle(one).overflowX)));
  const named = (one) => `${one.tagName.toLowerCase()}${one.id ? `#${one.id}` : ""}.${one.className}`;
  return scrolling.map((one) => `${named(one)} is ${one.scrollWidth} wide in ${one.clientWidth}`);
}"""


_readable: dict[str, set[int]] = {name: set() for name in COLOURS}
"""How what has been judged to be readable looks, in each kind of colours."""


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
        self.faults += [f"{where}: {fault}" for fault in page.evaluate(JUDGE, within)]
        for name, colours in COLOURS.items():
            page.emulate_media(**colours)
            found = page.evaluate(CONTRAST, [list(_readable[name]), within])
            _readable[name].update(found["judged"])
            self.faults += [f"{where}, {name}: {fault}" for fault in found["faults"]]
        page.emulate_media(color_scheme="light", forced_colors="none")
        if size is not None:
            page.set_viewport_size({"width": NARROW, "height": LOW})
            self.faults += [f"{where}, narrow: {fault}" for fault in page.evaluate(WIDER)]
            page.set_viewport_size(size)
