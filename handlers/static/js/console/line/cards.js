// @ts-check
/** One card for each thing that can be said of the line to LINE. */

import { make } from "../../lib/dom.js";
import { dateWords, timeWords } from "../../lib/jst.js";
import { gauge } from "./gauge.js";
import { arriving, line, lost, quota, waiting } from "./words.js";

/** @typedef {{ number: number, since: number | null }} Waiting */
/**
 * @typedef {object} Status times in ms
 * @property {number} now
 * @property {{ quota: number | null, used: number, read_at: number, spent_at: number | null, percent: number, level: string | null, renewed_at: number } | null} quota
 * @property {number | null} last_event
 * @property {number} remembered_days
 * @property {Record<string, Waiting>} waiting
 * @property {number} slow_after
 * @property {Waiting} fetching
 * @property {{ reason: string, number: number }[]} given_up the frequent ones first
 */
/** @typedef {"good" | "caution" | "error"} Tone */

const HOUR_MS = 3600 * 1000;
const QUIET_MS = 24 * HOUR_MS;
/** @type {Waiting} */
const NONE = { number: 0, since: null };

/** @param {Status} status */
export const cards = (status) => [quotaCard(status), arrivingCard(status), waitingCard(status), lostCard(status)];

/** @param {Status} status */
function quotaCard({ quota: reading, now }) {
  if (!reading) return card(quota.heading, "caution", quota.unknown, [], []);
  const when = at(reading.read_at, now), stale = now - reading.read_at > HOUR_MS;
  const figure = make("p", { class: "line-figure", text: reading.used.toLocaleString() },
    make("span", { text: reading.quota === null ? quota.free : quota.of(reading.quota) }));
  const bar = reading.quota === null ? [] : [gauge(reading.percent, reading.level)];
  const renewed = dateWords(reading.renewed_at, now);
  const said = reading.level === "quota-spent" ? quota.spent(renewed) : quota.levels[reading.level ?? ""] ?? quota.fine;
  const tone = reading.level === null ? "good" : reading.level === "quota-80" ? "caution" : "error";
  const more = [quiet(line.together(quota.renewed(renewed), quota.free_words)), quiet(quota.read(when))];
  return card(quota.heading, stale && tone === "good" ? "caution" : tone, line.together(said, stale ? quota.stale : ""), [figure, ...bar], more);
}

/** @param {Status} status */
function arrivingCard({ last_event: last, remembered_days: days, fetching, slow_after: slow, now }) {
  const figure = make("p", { class: "line-figure", text: last === null ? arriving.nothing : at(last, now) });
  const late = fetching.since !== null && now - fetching.since > slow;
  const more = fetching.number > 0 ? [quiet(line.together(arriving.fetching(fetching.number), late ? arriving.fetchingSlow : ""))] : [];
  if (last === null) return card(arriving.heading, "caution", arriving.none(days), [figure], more);
  const silent = now - last;
  const said = silent > QUIET_MS ? arriving.quiet(Math.floor(silent / HOUR_MS)) : arriving.fine;
  return card(arriving.heading, silent > QUIET_MS || late ? "caution" : "good", said, [figure], more);
}

/** @param {Status} status */
function waitingCard({ waiting: found, slow_after: slow, now }) {
  const standing = Object.keys(waiting.reasons).map((reason) => ({ reason, ...(found[reason] ?? NONE) }))
    .filter(({ number }) => number > 0);
  const all = standing.reduce((sum, { number }) => sum + number, 0);
  const figure = make("p", { class: "line-figure", text: line.messages(all) });
  const late = isLate(found.turn, slow, now), stopped = (found.quota?.number ?? 0) > 0;
  const said = all === 0 ? waiting.none : late ? waiting.slow : stopped ? waiting.stopped : waiting.fine;
  const lines = standing.map(({ reason, number, since }) => {
    const { name, more } = waiting.reasons[reason] ?? lost.other;
    return counted(name, number, line.together(more, since === null ? "" : waiting.since(at(since, now))));
  });
  return card(waiting.heading, late ? "error" : stopped ? "caution" : "good", said, [figure], [list(lines)]);
}

/** @param {Status} status */
function lostCard({ given_up: found }) {
  const all = found.reduce((sum, { number }) => sum + number, 0);
  const figure = make("p", { class: "line-figure", text: line.messages(all) });
  const lines = found.map(({ reason, number }) => {
    const { name, more } = lost.reasons[reason] ?? lost.other;
    return counted(name, number, more);
  });
  const worth = found.some(({ reason }) => reason !== "erased");
  return card(lost.heading, worth ? "caution" : "good", worth ? lost.look : lost.none, [figure], [list(lines), quiet(lost.note)]);
}

/**
 * @param {Waiting | undefined} turn
 * @param {number} slow
 * @param {number} now
 */
const isLate = (turn, slow, now) => turn !== undefined && turn.since !== null && now - turn.since > slow;

/**
 * @param {string} heading
 * @param {Tone} tone
 * @param {string} said
 * @param {Element[]} figures
 * @param {Element[]} more
 */
const card = (heading, tone, said, figures, more) =>
  make("section", { class: "line-card", data: { tone } }, make("h2", { text: heading }), ...figures,
    make("p", { class: "line-state", text: said }), ...more);

/** @param {string} text */
const quiet = (text) => make("p", { class: "line-read", text });

/** @param {HTMLElement[]} lines */
const list = (lines) => make("ul", { class: "line-counts" }, ...lines);

/** @param {string} name @param {number} number @param {string} more */
const counted = (name, number, more) => make("li", {}, make("span", { text: name }),
  make("span", { class: "line-number", text: line.messages(number) }), make("span", { class: "field-hint", text: more }));

/** @param {number} time @param {number} now */
const at = (time, now) => line.at(dateWords(time, now), timeWords(time));
