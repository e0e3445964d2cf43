// @ts-check
/** 「ためしてみる」: two sheets, typed in; nothing changes but the date of the last rehearsal. */

import { line, notice } from "../fields.js";
import { officeOf, SheetFields } from "./sheet_fields.js";
import { KINDS, rehearsal as words } from "./sheet_words.js";
import { talk as talkWords } from "./words.js";

/** @param {import("./scene.js").Scene} scene */
export async function rehearse({ desk, talk }) {
  for (;;) {
    const sheets = new SheetFields(null);
    let kind = "";
    const answer = await talk.ask({
      heading: words.heading,
      body: [line(words.how), sheets.field, notice(words.nothing)],
      choices: [{ value: "", text: talkWords.back }, { value: "test", text: words.test, tone: "primary" }],
      ...(sheets.first && { focus: sheets.first }),
      check: async () => {
        const opened = await sheets.open(officeOf(desk));
        opened.pkcs8?.fill(0);
        if (opened.problem || !opened.kind) return opened.problem;
        await desk.api.call("POST", "/console/sheets/rehearsals", { kind: opened.kind });
        kind = KINDS[opened.kind];
        return "";
      },
    });
    sheets.clear();
    if (answer === "") return;
    const more = await talk.ask({
      heading: words.doneHeading,
      body: [notice(words.done(kind)), line(words.next)],
      choices: [{ value: "", text: talkWords.close, tone: "primary" }, { value: "more", text: words.more }],
    });
    if (more === "") return;
  }
}
