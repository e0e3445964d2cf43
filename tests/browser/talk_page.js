/** What the tests of the talk ask: how records become lines, what the lines say, how long a reply may be. */

import { unb64 } from "/js/crypto/bytes.js";
import { deliveryWords, factsOf, said } from "/js/console/entry_words.js";
import { lines } from "/js/console/joined.js";
import { late } from "/js/console/lateness.js";
import { byTime } from "/js/console/ordering.js";
import { checkInside, placed, takenBackTogether } from "/js/console/room/lanes.js";
import { measured } from "/js/console/room/measure.js";
import { fitted, viewerOf, wordsOf } from "/js/console/viewing.js";
import { excessOf, partsOf } from "/js/lib/line_text.js";
import { answer } from "/answering.js";

const entryOf = ({ id, ts = 0, dir = 0, ack = "", lane = dir === 0 ? "line" : null, inside = false, payload }) =>
  ({ id, record: { ts, dir, ack }, payload, lane, inside });

answer({
  /** [id, what it says, marks, attachment] of every line, by time. */
  async lines({ entries, same = {}, lane = "line" }) {
    const found = lines(entries.map(entryOf), same, lane);
    return (lane === "line" ? byTime(found) : found).map((line) => ({
      id: line.id,
      said: said(line.payload),
      rewritten: line.rewritten,
      late: line.late,
      way: line.way,
      attachment: line.attachment && [line.attachment.state, line.attachment.position],
    }));
  },

  late: async (entries) => [...late(entries.map(entryOf))],
  said: async (payload) => said(payload),
  facts: async ({ payload, size }) => factsOf(payload, size),
  delivery: async ({ delivery, now }) => deliveryWords(delivery, now),
  parts: async (texts) => texts.map(partsOf),
  excess: async (texts) => texts.map(excessOf),
  viewer: async ({ kind, type, name }) => viewerOf(kind, type, name),
  words: async (content) => wordsOf(unb64(content)),
  together: async (entries) => takenBackTogether(entries.map(entryOf)),
  placed: async (entries) => placed(entries.map(entryOf)),
  async inside(entries) {
    checkInside(entries.map(entryOf));
    return true;
  },
  measured: async ({ lane, text }) => measured(lane, text),
  fitted: async ([width, height, longest]) => fitted(width, height, longest),
});
