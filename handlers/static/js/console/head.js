// @ts-check
/** What stands above an open consultation: its name, its facts, and whether a word in it wants attention. */

import { byId, setText } from "../lib/dom.js";
import { dateWords } from "../lib/jst.js";
import { beside } from "../lib/punctuation.js";
import { labelOf } from "./label.js";
import { isPractice } from "./practice/desk.js";
import { consultation as words, inbox as inboxWords, LANE_LONG, language } from "./words.js";

/** @typedef {import("./types.js").Consultation} Consultation */

/**
 * @param {Consultation} summary
 * @param {number} now
 */
export function showHead(summary, now) {
  setText(byId("consultation-heading", HTMLElement), words.heading(labelOf(summary.id)));
  setText(byId("consultation-facts", HTMLElement), beside(factsOf(summary, now)));
  byId("consultation-flag", HTMLElement).hidden = summary.flagged_at === null;
  byId("practice-band", HTMLElement).hidden = !isPractice(summary);
  byId("opened", HTMLElement).dataset.practice = String(isPractice(summary));
}

/** Leaves the name alone: what is gone has no state any more. */
export function hideFacts() {
  setText(byId("consultation-facts", HTMLElement), "");
  byId("consultation-flag", HTMLElement).hidden = true;
}

/**
 * @param {Consultation} summary
 * @param {number} now
 */
function factsOf({ desk_name, lane, opened_at, assignee, assignee_name, mine, language: chosen }, now) {
  const somebody = assignee_name ? inboxWords.assigned(assignee_name) : inboxWords.somebody;
  const taken = mine ? inboxWords.mine : somebody;
  const since = words.opened(dateWords(opened_at, now));
  return [desk_name, LANE_LONG[lane], language.names[chosen], since, assignee === null ? inboxWords.unassigned : taken];
}
