// @ts-check
/** The panel beside the phones: the clock that can be moved, switches for failures, and what the office asked of the platform. */
import * as api from "./api.js";
import { find, make } from "./dom.js";
import { drawCalls, drawClock, drawFaults, drawMedia, drawQuota, drawWebhooks } from "./switches.js";
import { poll } from "./polling.js";

/** @typedef {import("./types.js").Desk} Desk */

const stage = find("[data-stage]");
const panel = /** @type {HTMLDetailsElement} */ (find("[data-stage-panel]"));
const PARTS = { drawClock, drawFaults, drawQuota, drawWebhooks, drawMedia, drawCalls };

/** On a narrow screen it lies over the phone. */
export function openStage() {
  panel.open = true;
  document.body.classList.add("at-stage");
  find("summary", panel).focus();
}

/** @param {() => void} moved called when something was switched, for the phones to look again */
export function startStage(moved) {
  const body = find("[data-stage-body]");
  /** @type {Map<string, string>} */
  const drawn = new Map();
  const sections = Object.values(PARTS).map(() => make("section"));
  body.append(...sections);

  const look = poll(
    async () => {
      if (!panel.open) return;
      const desk = await api.desk();
      Object.values(PARTS).forEach((draw, place) => {
        const { as, nodes } = draw(desk, doing);
        const section = sections[place];
        if (!section || drawn.get(draw.name) === as || section.contains(document.activeElement?.closest("input") ?? null)) return;
        drawn.set(draw.name, as);
        keepFocus(section, () => section.replaceChildren(...nodes()));
      });
    },
    () => undefined,
  );

  /** @param {Promise<unknown>} change */
  function doing(change) {
    void change
      .catch(() => undefined)
      .then(() => {
        moved();
        return look();
      });
  }

  panel.addEventListener("toggle", () => void look());
  find("[data-stage-close]").addEventListener("click", () => document.body.classList.remove("at-stage"));
  stage.addEventListener("submit", (event) => event.preventDefault());
}

/** @param {HTMLElement} section @param {() => void} draw */
function keepFocus(section, draw) {
  const focused = section.contains(document.activeElement) ? document.activeElement?.textContent : null;
  draw();
  if (!focused) return;
  [...section.querySelectorAll("button")].find((one) => one.textContent === focused)?.focus();
}
