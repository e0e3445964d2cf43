// @ts-check
/** What the console's scripts say, in the reader's language. */

import { said } from "../lib/language.js";
import * as en from "./words_en.js";
import * as ja from "./words_ja.js";

export const {
  TITLE, LANE, LANE_LONG, gate, session, ended, navigation, inbox, consultation, language, composer,
  problems,
} = said(ja, en);
