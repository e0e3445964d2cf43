// @ts-check
/** This device forgets the talk; the talk itself stays. */

import { make } from "../../../lib/dom.js";
import { button, say } from "../say.js";
import { sheet } from "./sheet.js";

/** @type {import("../house.js").Build} */
export function build(house) {
  const { forget: said } = house.words;
  const forget = async () => {
    await house.engine.forget();
    house.open("forgotten");
  };
  return {
    element: sheet(house, said.heading, say("p", said.body), say("p", said.code, { class: "warning" }),
      make("div", { class: "stack" },
        button(said.see, () => house.open("number"), "plain wide"),
        button(said.yes, () => void forget(), "danger-act wide"),
        button(said.no, house.home, "plain wide"))),
  };
}
