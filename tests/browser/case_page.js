/** What the tests of agreed words ask: which hold, and which of them the resident wrote last. */

import { agreement } from "/js/console/case/agreed_words.js";
import { answer } from "/answering.js";

answer({
  agreement: async (entries) => agreement(entries.map(({ dir, ts = 0, lane = null, payload }) => ({ id: "", record: { dir, ts }, lane, payload }))),
});
