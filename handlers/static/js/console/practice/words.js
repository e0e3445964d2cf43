// @ts-check
/** Practising, in the reader's language. */

import { said } from "../../lib/language.js";

export const practice = said(
  {
    open: "練習",
    goes: "練習の記録は、今夜の消去で消えます。遅くとも、あしたの夜までに消えます。",
    nobodyTold: "相手は作られた人なので、だれにも、何も届きません。",
    chip: "練習",
    heading: "練習する",
    loading: "読みこんでいます",
    lead: "作られた話の相手と、返事の練習ができます。本物の相談とは別の窓口で行い、LINEには何も送りません。統計にも入らず、その日の夜に消えます。",
    which: "どの話で練習しますか",
    begin: "この話で始める",
    beginning: "始めています",
    points: "終わったあとのふりかえり",
    pointsHint: "点数はつきません。気づいたことを、同僚と話してください。",
    closed: "練習の窓口が、まだありません。責任者が、この画面から開けます。",
    notSeated: "あなたは、練習の窓口に入っていません。責任者に、「人の登録」の画面の「窓口を変える」で加えてもらってください。",
    founding: "練習の窓口を開きます。本物の相談が、ここに届くことはありません。一度開くと、窓口の名簿に残ります。",
    who: "練習する人",
    whoHint: "あとから「人の登録」の画面で変えられます。",
    nobody: "練習する人を、1人は選んでください。",
    found: "練習の窓口を開く",
    signing: "名簿に署名しています",
    /** Beside the aim, where the resident does not write in everyday Japanese. */
    languages: { ja: "", easy: "やさしい日本語で書く人です。", en: "英語で書く人です。" },
  },
  {
    open: "Practise",
    goes: "What was practised is erased tonight, or tomorrow night at the latest.",
    nobodyTold: "The person is invented: nobody is told anything.",
    chip: "Practice",
    heading: "Practise",
    loading: "Loading",
    lead: "You can practise answering invented people. It is done at a desk apart from real consultations, and nothing goes to LINE. It counts in no statistics and is erased the same night.",
    which: "Which case?",
    begin: "Begin this case",
    beginning: "Beginning",
    points: "To look back on afterwards",
    pointsHint: "There are no marks. Talk with a colleague about what you noticed.",
    closed: "There is no desk for practice yet. A supervisor can open it here.",
    notSeated: "You don't sit at the desk for practice. A supervisor can add you on the screen “People”, “Change desks”.",
    founding: "This opens a desk for practice. No real consultation ever arrives there. Once open, it stays in the list of desks.",
    who: "Who practises",
    whoHint: "You can change it later on the screen “People”.",
    nobody: "Please choose at least one person.",
    found: "Open the desk for practice",
    signing: "Signing the list",
    /** Beside the aim, where the resident does not write in everyday Japanese. */
    languages: { ja: "", easy: "Writes in easy Japanese.", en: "Writes in English." },
  },
);
