// @ts-check
/** What the screen about people says, in the reader's language. */

import { said } from "../../lib/language.js";
import * as en from "./words_en.js";
import * as ja from "./words_ja.js";

export const {
  talk, ROLES, ROLE_LINES, list, invite, card, confirm, lost, move, leave, problems,
  awaiting, screens, second,
} = said(ja, en);
