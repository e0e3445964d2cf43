// @ts-check
/** What the screen of placements says, in the reader's language. */

import { said } from "../../lib/language.js";
import { words as en } from "./words_en.js";
import { words as ja } from "./words_ja.js";

export const words = said(ja, en);
