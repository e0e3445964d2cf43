// @ts-check
/** What the screen about erasing says, in the reader's language. */

import { said } from "../../lib/language.js";
import * as en from "./words_en.js";
import * as ja from "./words_ja.js";

export const { problem, due, REASONS, holds, proof, policy, alarms } = said(ja, en);
