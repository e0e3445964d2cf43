// @ts-check
/**
 * 「用紙で復旧する」: two sheets open what nobody can read any more. The sheets that were used are spent: three new ones are
 * printed before anything changes.
 */

import { hex } from "../../crypto/bytes.js";
import { makeIdentity, wipe } from "../../crypto/identity.js";
import { makeSheets } from "../../crypto/sheets.js";
import { make } from "../../lib/dom.js";
import { dateWords } from "../../lib/jst.js";
import { printOut } from "../../lib/paper.js";
import { recovered } from "./changes.js";
import { checks, line, notice, steps } from "../fields.js";
import { openWithRecovery } from "./rereading.js";
import { officeOf, SheetFields } from "./sheet_fields.js";
import { recovery as words } from "./sheet_words.js";
import { signRoster } from "./signing.js";
import { talk as talkWords } from "./words.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("../../crypto/bytes.js").Bytes} Bytes */
/** @typedef {import("../../crypto/roster.js").Member} Member */
/** @typedef {Awaited<ReturnType<typeof newSheets>>} NewSheets */

/** @param {Scene} scene */
export async function recover(scene) {
  const encKey = await askSheets(scene);
  if (!encKey) return;
  const fresh = await newSheets(scene);
  if (!(await askPrinted(scene, fresh))) return;
  const { desk, talk, chores } = scene;
  const rescued = await openWithRecovery(desk, encKey, talk.wait(words.heading, words.opening));
  talk.wait(words.heading, words.signing);
  await signRoster(desk, (roster) => recovered(roster, fresh.member), { recovery: fresh.stored });
  chores.confirm([fresh.member.kid]);
  await chores.settle(talk.wait(words.heading, words.opening));
  await talk.tell(words.doneHeading, [
    line(words.done(rescued.done)),
    ...(rescued.left > 0 ? [notice(words.left(rescued.left), "caution")] : []),
    line(words.doneNext),
  ]);
}

/**
 * The recovery key, from two B codes; null when the person went back.
 * @param {Scene} scene
 */
async function askSheets({ desk, talk }) {
  const sheets = new SheetFields("recovery");
  /** @type {CryptoKey | null} */
  let key = null;
  await talk.ask({
    heading: words.heading,
    body: [line(words.when), steps(words.steps), sheets.field, notice(words.undo, "caution")],
    choices: [{ value: "", text: talkWords.back }, { value: "open", text: words.open, tone: "primary" }],
    check: async () => {
      const { problem, pkcs8 } = await sheets.open(officeOf(desk));
      if (!pkcs8) return problem;
      key = await crypto.subtle.importKey("pkcs8", pkcs8, { name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
      pkcs8.fill(0);
      return "";
    },
  });
  sheets.clear();
  return /** @type {CryptoKey | null} */ (key);
}

/** @param {Scene} scene */
async function newSheets({ desk }) {
  const { trust } = desk.session;
  const identity = await makeIdentity("recovery", { rosterKey: false });
  const { codes, ...stored } = await makeSheets("recovery", trust.fingerprint, identity.pkcs8.enc, identity.epk);
  wipe(identity);
  const name = trust.current.keys.find((key) => key.role === "recovery")?.name ?? "";
  /** @type {Member} */
  const member = { kid: hex(identity.kid), role: "recovery", name, spk: hex(identity.spk), epk: hex(identity.epk) };
  return { codes, stored, member };
}

/**
 * @param {Scene} scene
 * @param {NewSheets} fresh
 */
async function askPrinted({ desk, talk }, { codes }) {
  const now = desk.clock.now();
  const print = make("button", { class: "button button-secondary", text: words.print, attributes: { type: "button", id: "print-sheets" } });
  print.addEventListener("click", () => printOut(codes.map((code, index) => sheet(code, index + 1, dateWords(now, now)))));
  const printed = checks("", "", "printed", [{ value: "printed", text: words.printed, checked: false }]);
  const answer = await talk.ask({
    heading: words.paperHeading,
    body: [notice(words.paper, "caution"), print, printed.field],
    choices: [{ value: "", text: talkWords.back }, { value: "switch", text: words.switch, tone: "danger" }],
    focus: print,
    check: () => (printed.values().length > 0 ? "" : words.printFirst),
  });
  return answer !== "";
}

/**
 * @param {string} code
 * @param {number} index
 * @param {string} date
 */
const sheet = (code, index, date) =>
  make("section", { class: "sheet", data: { code } },
    make("h1", { text: words.sheet(index) }), make("h2", { text: words.sheetB }),
    make("p", { class: "sheet-print-code" }, ...code.split(" ").map((group) => make("span", { text: group }))),
    make("p", { text: words.sheetNote }), make("p", { text: words.sheetA }), make("p", { text: words.sheetDate(date) }));
