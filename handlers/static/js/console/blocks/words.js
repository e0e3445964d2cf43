// @ts-check
/** Not answering somebody for a while. Tone: です・ます, short; never a word about what somebody is like. */

import { said } from "../../lib/language.js";

/** @type {Record<string, string>} */
export const REASONS = said(
  { threats: "おどし", sexual: "性的ないやがらせ", spam: "宣伝や大量の送りつけ", impersonation: "本人以外が使っている" },
  { threats: "Threats", sexual: "Sexual harassment", spam: "Advertising or flooding", impersonation: "Somebody else is using the account" },
);

export const asking = said(
  {
    action: "対応を止める(ブロック)",
    heading: "この相手への対応を、しばらく止める",
    lead: [
      "追いつめられた人の言葉は、乱暴に見えることがあります。加害者が、相談した人のスマートフォンを使っていることもあります。迷うときは、先に責任者と話してください。",
      "別の責任者が同意すると始まり、決めた日に自動で終わります。責任者は、いつでもやめられます。",
    ],
    effects: [
      "止めているあいだに相手が書いたものは、保管されません。あとからも読めません。",
      "相手には、いまは返事ができないことと電話番号が、1日に1回まで届きます。理由は伝えません。",
      "「いそぐとき」の電話番号、「消す」、送信の取り消しは、いつもどおり使えます。危険をうかがわせる言葉には、電話番号がすぐに出ます。",
    ],
    reason: "理由",
    days: "いつまで",
    /** @param {number} days */
    day: (days) => `${days}日間`,
    back: "もどる",
    next: "理由と日数をえらぶ",
    confirm: "同意を頼む",
    reasonMissing: "理由をえらんでください。",
    stands: "この相手については、もう頼まれているか、止めています。",
  },
  {
    action: "Stop answering (block)",
    heading: "Stop answering this person for a while",
    lead: [
      "Somebody in distress may sound rough. And an abuser may be using the phone of the person who asked for help. If in doubt, talk to a supervisor first.",
      "It begins when another supervisor agrees, and ends by itself on the day you choose. A supervisor can end it at any time.",
    ],
    effects: [
      "What the resident writes meanwhile is not kept. Nobody can read it later.",
      "Once a day at most they are told that there is no answer for now, with phone numbers. No reason is given.",
      "The numbers under “Urgent”, “Delete” and unsending work as ever. Words that point to danger bring up the numbers at once.",
    ],
    reason: "Reason",
    days: "For how long",
    day: (days) => (days === 1 ? "1 day" : `${days} days`),
    back: "Back",
    next: "Choose reason and days",
    confirm: "Ask for agreement",
    reasonMissing: "Choose a reason.",
    stands: "For this person it has been asked for already, or has begun.",
  },
);

export const block = said(
  {
    /** @param {string} until */
    standing: (until) => `${until}まで、この相手への対応を止めています`,
    effect: "いま書かれたものは届かず、残りません。こちらから返事は送れます。",
    /** @param {string} name */
    wished: (name) => `${name}さんが、この相手への対応を止めたいと頼んでいます`,
    wishedHow: "別の責任者の同意を待っています。それまでは、いつもどおり届きます。",
    /** @param {string} reason @param {string} until */
    facts: (reason, until) => `${reason}・${until}まで`,
    /** @param {string} asked @param {string} agreed */
    agreed: (asked, agreed) => `${asked}さんが頼み、${agreed}さんが同意しました。`,
    /** @param {string} asked */
    waiting: (asked) => `${asked}さんが頼みました。同意を待っています。まだ止まっていません。`,
    own: "もう一人の責任者の同意が必要です。",
    agree: "同意する",
    lift: "対応を再開する",
    withdraw: "取り下げる",
    decline: "断る",
    closed: "この依頼を終わりにしました。いつもどおり届きます。",
    somebody: "もういない人",
    agreedNow: "対応を止めました。",
    lifted: "止めるのをやめました。これから書かれたものは、いつもどおり届きます。",
    /** @param {number} count */
    awaiting: (count) => `対応を止めることへの同意を待っている依頼が、${count}件あります。`,
    open: "窓口のきまりを開く",
  },
  {
    standing: (until) => `This person is not answered until ${until}`,
    effect: "What they write now does not arrive and is not kept. You can still send replies.",
    wished: (name) => `${name} asks that this person is not answered for a while`,
    wishedHow: "Another supervisor has to agree. Until then messages arrive as ever.",
    facts: (reason, until) => `${reason} · until ${until}`,
    agreed: (asked, agreed) => `Asked for by ${asked}, agreed by ${agreed}.`,
    waiting: (asked) => `Asked for by ${asked}. Waiting for agreement. It has not begun.`,
    own: "Another supervisor has to agree.",
    agree: "Agree",
    lift: "Answer again",
    withdraw: "Withdraw",
    decline: "Decline",
    closed: "The wish is closed. Messages arrive as ever.",
    somebody: "Somebody who has left",
    agreedNow: "This person is not answered from now on.",
    lifted: "It has ended. What they write from now on arrives as ever.",
    awaiting: (count) => `${count} ${count === 1 ? "wish" : "wishes"} to stop answering somebody ${count === 1 ? "waits" : "wait"} for agreement.`,
    open: "Open desk rules",
  },
);
