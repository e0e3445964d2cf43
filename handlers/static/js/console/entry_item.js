// @ts-check
/** One line of the talk on the page. */

import { make, setText } from "../lib/dom.js";
import { timeWords } from "../lib/jst.js";
import { AttachmentCard } from "./attachment_card.js";
import { insideCard, isInside } from "./entry_inside.js";
import { deliveryWords, entry as words, said } from "./entry_words.js";
import { room as roomWords } from "./room/words.js";

/** @typedef {import("./joined.js").Line} Line */
/** @typedef {import("./types.js").Delivery} Delivery */
/** @typedef {{ session: import("./session.js").Session, now: number }} Reading */

/**
 * @typedef {object} Acts
 * @property {(text: string) => void} again a reply that failed shall be written again
 * @property {import("./attachment_card.js").Load} load
 */

/**
 * What a line looks like depends on nothing else; while it stays the same, what is on the page may stay.
 * @param {Line} line
 */
export const faceOf = ({ shown, payload, rewritten, late, way, attachment }) =>
  JSON.stringify([shown, payload === null, rewritten, late, way, attachment?.state, attachment?.position]);

export class EntryItem {
  /** @type {AttachmentCard | null} */
  #card = null;
  #state = make("span", { class: "entry-state" });
  #again = make("button", { class: "button button-quiet entry-again", text: words.again, attributes: { type: "button" } });

  /**
   * @param {Line} line
   * @param {Reading} reading
   * @param {Acts} acts
   */
  constructor(line, { session }, { again, load }) {
    const { record, payload, attachment } = line;
    const inside = line.inside || isInside(record.dir, payload);
    const direction = record.dir === 0 ? "in" : inside ? "inside" : "out";
    const kind = payload?.kind ?? "erased";
    this.face = faceOf(line);
    this.element = make("li", { class: "entry", data: { record: line.id, direction, kind } });
    if (payload && attachment) this.#card = new AttachmentCard(payload, attachment, load);
    const nameOf = (/** @type {string} */ kid) => session.nameOf(kid, record.epoch) ?? "";
    const card = inside && payload ? insideCard(payload, nameOf) : this.#card?.element;
    this.element.append(
      make("p", { class: "entry-who", text: whoWrote(record, session) }),
      card ?? make("div", { class: "bubble", text: said(payload) }),
      this.#foot(line),
    );
    this.#again.addEventListener("click", () => again(payload?.text ?? ""));
  }

  /** What it showed on demand is taken off the page. */
  leave() {
    this.#card?.leave();
  }

  /**
   * What is known of the way to the resident's phone. Without a delivery nothing is claimed.
   * @param {Delivery | undefined} delivery
   * @param {number} now
   */
  deliver(delivery, now) {
    const { state, reason } = delivery ?? {};
    if (state) this.element.dataset.state = state;
    else delete this.element.dataset.state;
    if (state === "queued" && reason) this.element.dataset.waits = reason;
    else delete this.element.dataset.waits;
    setText(this.#state, delivery ? deliveryWords(delivery, now) : "");
    this.#again.hidden = delivery?.state !== "failed";
  }

  /** @param {Line} line */
  #foot({ record, payload, rewritten, late, way }) {
    const at = make("time", { text: timeWords(record.ts), attributes: { datetime: new Date(record.ts).toISOString() } });
    const foot = make("p", { class: "entry-foot" }, at);
    if (way) foot.append(make("span", { class: "entry-mark", text: roomWords.ways[way], data: { way } }));
    if (record.dir === 0 && payload?.danger === true) foot.append(make("span", { class: "entry-mark", text: roomWords.danger, data: { danger: "true" } }));
    if (late) foot.append(make("span", { class: "entry-mark", text: words.late }));
    if (rewritten) foot.append(make("span", { class: "entry-mark", text: words.rewritten }));
    if (record.dir !== 0) foot.append(this.#state, this.#again);
    return foot;
  }
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
