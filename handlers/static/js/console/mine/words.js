// @ts-check
/** What the screen about oneself says, in the reader's language. */

import { said } from "../../lib/language.js";
import * as en from "./words_en.js";
import * as ja from "./words_ja.js";

export const { ways, steps, proof, adding, removing, changing, code, sessions, problems } = said(ja, en);
