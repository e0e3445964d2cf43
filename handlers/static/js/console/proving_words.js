// @ts-check
/** What stands where the page asks whether it is still the same person. */

import { said } from "../lib/language.js";

export const proving = said(
  {
    heading: "本人か、もう一度たしかめます",
    lead: "大切な操作なので、その前に、あなた本人かをたしかめます。たしかめると、10分のあいだは、つづけて操作できます。",
    passphrase: "合言葉をたしかめています…",
    passkey: "パスキーの画面の案内にそって、進めてください…",
    left: "本人かをたしかめていないので、何も変わっていません。",
  },
  {
    heading: "Please confirm it is you",
    lead: "This step matters, so we check first that it is still you. After that you can go on for ten minutes.",
    passphrase: "Checking your passphrase…",
    passkey: "Please follow what your passkey asks…",
    left: "It was not confirmed that it is you, so nothing has changed.",
  },
);
