// @ts-check
/** The lines of the screen about oneself: ways to open, and where one is signed in. */

import { make } from "../../lib/dom.js";
import { dateWords, timeWords } from "../../lib/jst.js";
import { sessions as sessionWords, ways as words } from "./words.js";

/**
 * The passphrase first; it can be changed and never taken off.
 * @param {readonly import("./types.js").Passkey[]} passkeys
 * @param {{ now: number, change: () => void, remove: (passkey: import("./types.js").Passkey) => void }} how
 */
export const wayRows = (passkeys, { now, change, remove }) => [
  row({ title: words.passphrase, lines: [words.passphraseSaid], act: words.change, name: words.changeName, onClick: change, data: { way: "pass" } }),
  ...passkeys.map((one) =>
    row({
      title: one.label,
      lines: [
        one.prf ? words.opens : words.signsIn,
        words.added(dateWords(one.created_at, now)),
        words.used(one.used_at === null ? null : dateWords(one.used_at, now)),
      ],
      act: words.remove,
      name: words.removeName(one.label),
      onClick: () => remove(one),
      data: { way: "passkey", passkey: one.id, opens: String(one.prf) },
    })),
];

/**
 * @param {readonly import("./types.js").OwnSession[]} sessions
 * @param {{ now: number, end: (session: import("./types.js").OwnSession) => void }} how
 */
export const sessionRows = (sessions, { now, end }) =>
  sessions.map((one) => {
    const started = `${dateWords(one.started_at, now)} ${timeWords(one.started_at)}`;
    const title = one.current ? sessionWords.current : sessionWords.other;
    const said = { title, lines: [sessionWords.started(started), sessionWords.seen(timeWords(one.seen_at))] };
    if (one.current) return row({ ...said, data: { session: one.id, current: "true" } });
    return row({ ...said, act: sessionWords.end, name: sessionWords.endName(started), onClick: () => end(one), data: { session: one.id } });
  });

/**
 * @param {{ title: string, lines: readonly string[], data: Record<string, string>, act?: string, name?: string, onClick?: () => void }} traits
 */
function row({ title, lines, data, act, name = "", onClick }) {
  const said = make("div", { class: "mine-said" }, make("h3", { text: title }), ...lines.map((text) => make("p", { text })));
  if (!act || !onClick) return make("li", { class: "mine-row", data }, said);
  const button = make("button", { class: "button button-secondary", text: act, attributes: { type: "button", "aria-label": name } });
  button.addEventListener("click", onClick);
  return make("li", { class: "mine-row", data }, said, button);
}
