// @ts-check
/** How a code is read aloud at the telephone. */

import { language } from "../../lib/language.js";

const SIGNS = new Map(Object.entries({
  2: "に", 3: "さん", 4: "よん", 5: "ご", 6: "ろく", 7: "なな", 8: "はち", 9: "きゅう",
  C: "シー", F: "エフ", J: "ジェイ", K: "ケイ", M: "エム", P: "ピー", R: "アール", T: "ティー",
  V: "ブイ", W: "ダブリュー", X: "エックス", Y: "ワイ",
}));

/** ケイ・なな・エム・よん @param {string} code */
export const readAloud = (code) =>
  [...code].map((sign) => (language === "en" ? sign : (SIGNS.get(sign) ?? sign))).join(language === "en" ? " " : "・");
