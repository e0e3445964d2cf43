// @ts-check
/** The choice of a language, wherever one is. */

import { languages } from "../parts/languages.js";
import { sheet } from "../parts/sheet.js";

/** @type {import("../types.js").Build} */
export const build = (house) => ({ element: sheet(house, house.words.bar.language, languages(house)) });
