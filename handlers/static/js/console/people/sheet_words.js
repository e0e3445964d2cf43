// @ts-check
/** What is said about the three sheets of paper, in the reader's language. */

import { said } from "../../lib/language.js";
import * as en from "./sheet_words_en.js";
import * as ja from "./sheet_words_ja.js";

export const { KINDS, sheets, fields, rehearsal, extension, recovery } = said(ja, en);
