/** What the tests of words at hand ask: the commitment's twin, what stands of a check, and words in each language. */

import { unhex } from "/js/crypto/bytes.js";
import { commitmentOf } from "/js/console/checks/commitment.js";
import { answerIn, askedIn, nextStep } from "/js/console/checks/standing.js";
import { parts, readable, storable } from "/js/console/templates/tokens.js";
import { matching, nextGap, referralText, startsLine, templateText } from "/js/console/templates/wording.js";
import { answer } from "/answering.js";

answer({
  commitments: async (all) => Promise.all(all.map(([office, id, salt, text]) => commitmentOf(unhex(office), id, salt, text))),
  asked: async ({ entries, check }) => askedIn(entries, check),
  answered: async ({ entries, check }) => answerIn(entries, check),
  step: async ([text, state]) => nextStep(text, state),
  template: async ([template, setting]) => templateText(template, setting),
  readable: async (all) => all.map(readable),
  storable: async (all) => all.map(storable),
  parts: async (stored) => parts(stored),
  referral: async ([referral, language]) => referralText(referral, language),
  matching: async ([texts, wanted]) => matching(texts, (text) => text, wanted),
  slash: async (all) => all.map(([text, caret]) => startsLine(text, caret)),
  gap: async (text) => nextGap(text, 0),
});
