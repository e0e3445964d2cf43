/** What the tests of the talk ask: how records become lines, what the lines say, how long a reply may be. */

import { unb64 } from "/js/crypto/bytes.js";
import { deliveryWords, factsOf, said } from "/js/console/entry_words.js";
import { lines } from "/js/console/joined.js";
import { byTime, late } from "/js/console/ordering.js";
import { fitted, viewerOf, wordsOf } from "/js/console/viewing.js";
import { excessOf, partsOf } from "/js/lib/line_text.js";
import { answer } from "/answering.js";

const entryOf = ({ id, ts = 0, dir = 0, payload }) => ({ id, record: { ts, dir }, payload });

answer({
  /** [id, what it says, marks, attachment] of every line, by time. */
  async lines({ entries, same = {} }) {
    return byTime(lines(entries.map(entryOf), same)).map((line) => ({
      id: line.id,
      said: said(line.payload),
      rewritten: line.rewritten,
      late: line.late,
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
  fitted: async ([width, height, longest]) => fitted(width, height, longest),
});
