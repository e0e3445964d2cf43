// @ts-check
/** The choice of a language, once the talk has begun. */

import { languages } from "../languages.js";
import { sheet } from "./sheet.js";

/** @type {import("../house.js").Build} */
export const build = (house) => ({ element: sheet(house, house.words.menu.language, languages(house)) });
