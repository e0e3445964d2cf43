// @ts-check
/** What staff are told about a room, in the reader's language. Tone: です・ます, short, what happened and what to do. */

import { said } from "../../lib/language.js";

const ja = {
  ways: { room: "部屋から", line: "LINEから" },
  /** What the resident's page noticed by itself in what they wrote. */
  danger: "気になる言葉",
  contested: {
    /** @param {string} at */
    heading: (at) => `部屋へのリンクが、もう一つの端末でも開かれました(${at})`,
    meaning: "本人が機種を変えたり、別の画面で開いたりしただけのこともあります。本人のスマートフォンやLINEを、ほかの人が見ているおそれもあります。あとから開いた端末では、この部屋は読めません。",
    todo: "安全にかかわることを書く前に、約束の言葉などで、本人かどうかを確かめてください。迷うときは、当たりさわりのない文だけにして、責任者と話してください。",
  },
  contestedChip: "別の端末で開かれました",
  readers: {
    line: "",
    room: "読めるのは、相手と、この窓口の人だけです。LINEにも、このサーバーにも読めません。",
    both: "返事は、部屋だけに届きます。読めるのは、相手と、この窓口の人だけです。",
  },
  placed: "部屋に届いています",
  seen: "相手の画面に届きました",
  safety: {
    no: "この画面をほかの人が見ることは「ない」と答えました。",
    maybe: "この画面をほかの人が「見るかもしれない」と答えました。",
    skip: "この画面をほかの人が見るかどうかには、答えていません。",
  },
  wordsSet: "約束の言葉を、相手が決めました。上の「見る」で確かめられます。",
  wordsStopped: "約束の言葉を、相手がやめました。",
  original: "手を加えていない、元の写真です。",
  /** @param {string} type */
  type: (type) => `種類：${type}`,
  hash: "ハッシュ値(SHA-256)",
  hashHint: "開くときに、中身がこの値のとおりかを、この画面で確かめます。書きうつすと、あとから同じものだと示せます。",
  /** @param {string} lane @param {string} label */
  other: (lane, label) => `同じ人の相談：${lane}「${label}」`,
  open: "開く",
  /** @param {string} label */
  openThat: (label) => `相談 ${label}を開く`,
  ended: "(終わっています)",
  told: {
    talk: "相手には、終わったことと、記録が消える日が、自動で届きます。伝えたいことがあるときは、先に返事を送ってください。",
    room: "相手の部屋の画面に、終わったことと、記録が消える日が出ます。LINEには、そのことばは届きません。伝えたいことがあるときは、先に返事を送ってください。",
  },
  erasesThemselves: "相手は、部屋の画面で、自分で消すこともできます。",
};

/** @type {typeof ja} */
const en = {
  ways: { room: "In the room", line: "Through LINE" },
  danger: "Worrying words",
  contested: {
    heading: (at) => `The link to this room was opened on another device too (${at})`,
    meaning: "It may only be the resident with a new phone or another screen. It may also be somebody else who looks at their phone or their LINE. The device that came later can’t read this room.",
    todo: "Before you write anything that touches their safety, make sure that it is them, for example by the agreed words. If in doubt, keep to neutral words and talk to a supervisor.",
  },
  contestedChip: "Opened on another device",
  readers: {
    line: "",
    room: "Only the resident and the people of this desk can read it. Neither LINE nor this server can.",
    both: "Your reply goes into the room only. The resident and the people of this desk can read it, nobody else.",
  },
  placed: "In the room",
  seen: "Arrived on the resident’s screen",
  safety: {
    no: "They answered that nobody else looks at this screen.",
    maybe: "They answered that somebody else may look at this screen.",
    skip: "They did not say whether somebody else looks at this screen.",
  },
  wordsSet: "The resident chose agreed words. Press “Show” above to see them.",
  wordsStopped: "The resident stopped the agreed words.",
  original: "The original picture, unchanged.",
  type: (type) => `Type: ${type}`,
  hash: "Hash (SHA-256)",
  hashHint: "When it is opened, this page checks it against this value. Copied down, it shows later that it is the same.",
  other: (lane, label) => `The same person: ${lane} “${label}”`,
  open: "Open",
  openThat: (label) => `Open consultation ${label}`,
  ended: " (ended)",
  told: {
    talk: "The resident is told that it has ended and when the record is erased. If there is something to say, send it first.",
    room: "The resident’s page in the room shows that it has ended and when the record is erased. No word of it goes to LINE. If there is something to say, send it first.",
  },
  erasesThemselves: "In the room they can also erase it themselves.",
};

export const room = said(ja, en);
