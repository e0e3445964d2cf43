// @ts-check
/** The verified words of one consultation, as a calm talk with dates. */

import { arrange, make, setText } from "../lib/dom.js";
import { dateWords, dayNumber, daysUntil, timeWords } from "../lib/jst.js";
import { byTime } from "./ordering.js";
import { consultation as consultationWords, entry as words } from "./words.js";

/** @typedef {import("./types.js").Opened} Opened */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Delivery} Delivery */
/** @typedef {{ session: import("./session.js").Session, now: number }} Reading */
/** @typedef {"scroller" | "log" | "end"} PlaceName */
/** @typedef {Record<PlaceName, HTMLElement> & { list: HTMLOListElement, newer: HTMLButtonElement }} Places */

export class Transcript {
  /** @type {Map<string, HTMLLIElement>} */
  #items = new Map();
  #atEnd = true;

  /**
   * @param {Places} places
   * @param {(text: string) => void} onAgain a failed reply shall be written again
   */
  constructor(places, onAgain) {
    this.places = places;
    this.onAgain = onAgain;
    new IntersectionObserver((seen) => this.#sawEnd(seen.at(-1)?.isIntersecting ?? false)).observe(places.end);
    new ResizeObserver(() => this.#atEnd && this.toEnd()).observe(places.scroller);
    places.newer.addEventListener("click", () => this.toEnd());
  }

  clear() {
    this.#items.clear();
    this.#atEnd = true;
    this.places.newer.hidden = true;
    arrange(this.places.list, []);
    this.places.log.setAttribute("aria-busy", "true");
  }

  /**
   * @param {Opened} opened
   * @param {Reading} reading
   */
  show(opened, reading) {
    const first = this.#items.size === 0;
    const follow = first || this.#atEnd;
    const before = this.#items.size;
    arrange(this.places.list, this.#rows(opened, reading));
    const present = new Set(opened.entries.map((one) => one.id));
    for (const id of [...this.#items.keys()]) if (!present.has(id)) this.#items.delete(id);
    if (follow) this.toEnd();
    else if (this.#items.size > before) this.places.newer.hidden = false;
    requestAnimationFrame(() => this.places.log.removeAttribute("aria-busy"));
  }

  toEnd() {
    this.places.newer.hidden = true;
    this.places.end.scrollIntoView({ block: "end" });
  }

  /**
   * @param {Opened} opened
   * @param {Reading} reading
   * @returns {HTMLLIElement[]}
   */
  #rows(opened, reading) {
    /** @type {HTMLLIElement[]} */
    const rows = [];
    /** @type {Entry | null} */
    let last = null;
    for (const one of byTime(opened.entries)) {
      const newDay = !last || dayNumber(last.record.ts) !== dayNumber(one.record.ts);
      if (newDay) rows.push(this.#dateRow(one.record.ts, reading.now));
      const item = this.#item(one, reading);
      item.dataset.follows = String(!newDay && last?.record.sender === one.record.sender);
      showDelivery(item, opened.deliveries[one.id]);
      rows.push(item);
      last = one;
    }
    if (opened.unopened > 0) rows.push(make("li", { class: "broken", text: words.brokenCount(opened.unopened) }));
    else if (!last) rows.push(make("li", { class: "date-row", text: consultationWords.none }));
    return rows;
  }

  /**
   * @param {number} at
   * @param {number} now
   */
  #dateRow(at, now) {
    const near = [consultationWords.today, consultationWords.yesterday][-daysUntil(at, now)];
    const date = dateWords(at, now);
    const key = `day ${dayNumber(at)}`;
    const row = this.#dates.get(key) ?? make("li", { class: "date-row" });
    this.#dates.set(key, row);
    setText(row, near ? `${near} ${date}` : date);
    return row;
  }

  /** @type {Map<string, HTMLLIElement>} */
  #dates = new Map();

  /**
   * @param {Entry} one
   * @param {Reading} reading
   */
  #item(one, reading) {
    const known = this.#items.get(one.id);
    const gone = String(one.payload === null);
    if (known && known.dataset.erased === gone) return known;
    const item = entryItem(one, reading);
    item.dataset.erased = gone;
    const text = one.payload?.kind === "text" ? one.payload.text ?? "" : "";
    item.querySelector("button")?.addEventListener("click", () => this.onAgain(text));
    this.#items.set(one.id, item);
    return item;
  }

  /** @param {boolean} visible */
  #sawEnd(visible) {
    this.#atEnd = visible;
    if (visible) this.places.newer.hidden = true;
  }
}

/**
 * @param {Entry} one
 * @param {Reading} reading
 */
function entryItem({ record, id, payload }, { session }) {
  const direction = record.dir === 0 ? "in" : "out";
  const item = make("li", { class: "entry", data: { record: id, direction, kind: payload?.kind ?? "erased" } });
  const at = make("time", { text: timeWords(record.ts), attributes: { datetime: new Date(record.ts).toISOString() } });
  const foot = make("p", { class: "entry-foot" }, at);
  if (direction === "out") foot.append(make("span", { class: "entry-state" }), againButton());
  item.append(
    make("p", { class: "entry-who", text: whoWrote(record, session) }),
    make("div", { class: "bubble", text: said(payload) }),
    foot,
  );
  return item;
}

function againButton() {
  const traits = { class: "button button-quiet entry-again", text: words.again, attributes: { type: "button" } };
  const button = make("button", traits);
  button.hidden = true;
  return button;
}

/**
 * @param {import("./types.js").RecordJson} record
 * @param {import("./session.js").Session} session
 */
function whoWrote(record, session) {
  if (record.dir === 0) return words.resident;
  if (record.sender === session.kid) return words.me;
  return words.colleague(session.nameOf(record.sender, record.epoch) ?? "");
}

/** @param {import("./types.js").Payload | null} payload */
function said(payload) {
  if (payload === null) return words.erased;
  return payload.kind === "text" ? payload.text ?? "" : words.media(payload.kind);
}

/**
 * What is known of the way to the resident's phone. Without a delivery nothing is claimed.
 * @param {HTMLLIElement} item
 * @param {Delivery | undefined} delivery
 */
function showDelivery(item, delivery) {
  const place = item.querySelector(".entry-state");
  const again = item.querySelector("button");
  if (!place || !again) return;
  if (delivery) item.dataset.state = delivery.state;
  else delete item.dataset.state;
  setText(place, delivery ? deliveryWords(delivery) : "");
  again.hidden = delivery?.state !== "failed";
}

/** @param {Delivery} delivery */
function deliveryWords({ state, reason }) {
  if (state === "failed") return words.failed(reason);
  return state === "accepted" ? words.accepted : words.queued;
}
