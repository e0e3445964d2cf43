// @ts-check
/** The QR code of a placement, to be saved as a drawing, and the address in it. */

import { make, setText } from "../../lib/dom.js";
import { button } from "../visit_setup/form.js";
import { words } from "./words.js";

/** @param {import("./types.js").Placement} placement */
export function qrCard({ code, link, revision }) {
  const { qr: said } = words, drawing = `/console/placements/${encodeURIComponent(code)}/qr.svg`;
  // Where it leads may have changed: another address, so that the browser draws it anew.
  const picture = make("img", { class: "placement-qr", attributes: { src: `${drawing}?${revision}`, alt: said.picture(code) } });
  const field = make("input", { attributes: { type: "text", id: "placement-link", readonly: "", value: link, translate: "no" } });
  field.addEventListener("focus", () => field.select());
  const heard = make("p", { class: "field-hint", attributes: { role: "status" } });
  const copy = async () => {
    const done = await navigator.clipboard.writeText(link).then(() => true, () => false);
    setText(heard, done ? said.copied : said.notCopied);
    if (!done) field.focus();
  };
  const address = make("div", { class: "field" }, make("label", { text: said.address, attributes: { for: "placement-link" } }), field,
    make("div", { class: "edit-buttons" }, button("button-secondary", said.copy, () => void copy())), heard);
  const download = make("a", { class: "button button-primary", text: said.download, attributes: { href: drawing, download: `qr-${code}.svg` } });
  return make("section", { class: "panel-card placement-paper", attributes: { "aria-labelledby": "placement-qr-heading" } },
    make("h2", { text: said.heading, attributes: { id: "placement-qr-heading" } }), picture,
    make("div", { class: "placement-address" }, make("p", { text: said.lead }), make("div", { class: "edit-buttons" }, download), address,
      make("p", { class: "field-hint", text: said.kept })));
}
