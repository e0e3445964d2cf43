// @ts-check
/** What the calendar for visits says, in the reader's language. */

import { said as inLanguage } from "../../lib/language.js";
import * as en from "./words_en.js";
import * as ja from "./words_ja.js";

export const {
  visits, slot, days, pool, open, asking, problems, booked, instead, said, printing, keys,
} = inLanguage(ja, en);
