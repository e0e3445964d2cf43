// @ts-check
/** What the page where somebody joins says, in the reader's language. */

import { said } from "../lib/language.js";
import * as en from "./words_en.js";
import * as ja from "./words_ja.js";

export const { STEPS, back, next, welcome, writing, typing, making, number, done, alone } = said(ja, en);
