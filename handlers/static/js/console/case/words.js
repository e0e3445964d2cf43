// @ts-check
/** What is said about doing something with one consultation, in the reader's language. */

import { said } from "../../lib/language.js";
import * as en from "./words_en.js";
import * as ja from "./words_ja.js";

export const {
  agreed, buttons, deleting, flagging, handing, head, holding, inside, menu, noting, problems, reopening, topics,
} = said(ja, en);
