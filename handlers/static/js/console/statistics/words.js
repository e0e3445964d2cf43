// @ts-check
/** What the screen 「統計」 says. */

import { said } from "../../lib/language.js";

export const words = said(
  {
    problem: "読み込めませんでした。少し待って、もう一度この画面を開いてください。",
    /** @param {string} leaves */
    outside: (leaves) => `(外に出すときは ${leaves})`,
    /** @param {string} title */
    chart: (title) => `${title}のグラフ。同じ数が、となりの表にあります。`,
    none: "まだ数えられたものはありません。",
  },
  {
    problem: "This could not be loaded. Wait a moment, then open this screen again.",
    outside: (leaves) => `(outside: ${leaves})`,
    chart: (title) => `Chart: ${title}. The same numbers are in the table beside it.`,
    none: "Nothing has been counted yet.",
  },
);

export const exporting = said(
  {
    csv: "CSV",
    xlsx: "Excel",
    /** @param {string} title @param {string} form */
    of: (title, form) => `「${title}」を${form}で書き出す`,
    done: "書き出しました。ファイルは、このパソコンの「ダウンロード」にあります。",
    failed: "書き出せませんでした。少し待って、もう一度お試しください。",
    left: "書き出していません。",
  },
  {
    csv: "CSV",
    xlsx: "Excel",
    of: (title, form) => `Export “${title}” as ${form}`,
    done: "Exported. The file is in this computer's downloads.",
    failed: "It could not be exported. Wait a moment and try again.",
    left: "Nothing was exported.",
  },
);

export const entering = said(
  {
    /** @type {Record<string, string>} */
    ways: { visit: "来所", phone: "電話", mail: "メール", outreach: "訪問・出張", line: "LINE" },
    /** @param {string} text @param {number} dv @param {number} kept */
    what: (text, dv, kept) => {
      const parts = [...(dv ? [`うちDV ${dv}件`] : []), ...(kept ? [`うち要保護 ${kept}件`] : [])];
      return parts.length > 0 ? `${text}(${parts.join("、")})` : text;
    },
    /** @param {string} month @param {string} way @param {number} number */
    text: (month, way, number) => `${month} ${way} ${number}件`,
    /** @param {string} what */
    done: (what) => `記録しました:${what}`,
    /** @param {string} what */
    undone: (what) => `取り消しました:${what}`,
    undo: "取り消す",
    /** @param {string} what */
    undoOf: (what) => `${what}を取り消す`,
    numbers: "件数は数字で入れてください。「うち」の数は、件数までです。",
    fewer: "その月の数が、0より小さくなるか、「うち」の数より少なくなります。数をたしかめてください。",
    failed: "記録できたか、わかりません。上の表の数をたしかめてください。",
  },
  {
    ways: { visit: "Visit", phone: "Phone", mail: "Mail", outreach: "Outreach", line: "LINE" },
    what: (text, dv, kept) => {
      const parts = [...(dv ? [`${dv} domestic violence`] : []), ...(kept ? [`${kept} in need of protection`] : [])];
      return parts.length > 0 ? `${text} (of which ${parts.join(", ")})` : text;
    },
    text: (month, way, number) => `${month}, ${way}: ${number}`,
    done: (what) => `Recorded: ${what}`,
    undone: (what) => `Taken back: ${what}`,
    undo: "Undo",
    undoOf: (what) => `Undo ${what}`,
    numbers: "Use digits. The “of which” numbers can't be more than the number.",
    fewer: "The month's number would fall below 0, or below its “of which” numbers. Check the number.",
    failed: "It is not known whether this was recorded. Look at the table above.",
  },
);

export const marking = said(
  {
    action: "統計のしるし",
    heading: "統計のしるし",
    lead: "この相談を、統計の「うち」に数えるかどうかをえらびます。相談がはじまった月に数えます。あとで変えられます。",
    legend: "しるし",
    /** @type {Record<string, string>} */
    names: { dv: "DVの相談", protected: "保護が必要" },
    back: "もどる",
    keep: "決める",
    kept: "統計のしるしを変えました。",
  },
  {
    action: "Marks for the statistics",
    heading: "Marks for the statistics",
    lead: "Choose whether this consultation is counted among the “of which” numbers, in the month in which it began. You can change it later.",
    legend: "Marks",
    names: { dv: "About domestic violence", protected: "In need of protection" },
    back: "Back",
    keep: "Save",
    kept: "The marks for the statistics have been changed.",
  },
);

export const reporting = said(
  {
    heading: "報告をつくる",
    lead: "個人の言葉をそのまま書かないでください。いくつもの相談から聞こえてくることを、あなたの言葉でまとめてください。",
    title: "題名",
    audience: "だれに",
    /** @type {Record<string, string>} */
    audiences: { employers: "事業所", council: "議会", public: "市民" },
    first: "いつから",
    last: "いつまで",
    people: "相談した人の数(実人数)",
    peopleHint: "10人からつくれます。",
    themes: "聞こえてきたこと",
    themesHint: "名前、年齢、会社や学校など、だれのことかわかる書き方はさけてください。2000字まで。",
    back: "もどる",
    draft: "下書きをしまう",
    drafted: "下書きをしまいました。別の責任者が読んで「確定する」を押すと、印刷できます。",
    /** @type {Record<string, string>} */
    problems: {
      few: "10人に満たないときは、報告をつくれません。だれのことか、わかってしまうおそれがあります。",
      "more-than-contacts": "この期間に数えた相談より、人数が多くなっています。人数をたしかめてください。",
      report: "題名、期間、人数、聞こえてきたことを、たしかめてください。",
      "two-people": "下書きをした人とは別の責任者だけが、確定できます。",
    },
    waiting: "別の責任者の確定を待っています。",
    /** @param {string} name */
    by: (name) => `下書き:${name}さん`,
    /** @param {string} name @param {string} day */
    released: (name, day) => `${day}に${name}さんが確定しました。`,
    somebody: "いまはいない人",
    release: "確定する",
    print: "印刷する",
    erase: "消す",
    eraseHeading: "この報告を消しますか",
    eraseLead: "消すと、もどせません。印刷したものは残ります。",
    erased: "報告を消しました。",
    releasedNow: "確定しました。印刷できます。",
    /** @param {string} first @param {string} last */
    period: (first, last) => (first === last ? first : `${first}から${last}まで`),
    /** @param {number} people */
    peopleSaid: (people) => `相談した人 ${people}人`,
    /** @param {number} contacts */
    contactsSaid: (contacts) => `相談の件数 およそ${contacts}件(10件に満たない分は切り捨て)`,
    none: "報告は、まだありません。",
    /** @param {string} drafter @param {string} releaser @param {string} day */
    foot: (drafter, releaser, day) => `${drafter}がまとめ、${releaser}が確かめました(${day})。個人がわかることは書いていません。`,
  },
  {
    heading: "Write a report",
    lead: "Don't quote anybody. Sum up in your own words what can be heard from many consultations.",
    title: "Title",
    audience: "For whom",
    audiences: { employers: "Employers", council: "The council", public: "The public" },
    first: "From",
    last: "To",
    people: "Number of people",
    peopleHint: "Ten or more.",
    themes: "What was heard",
    themesHint: "No names, ages, employers or schools: nothing that shows who it is about. Up to 2000 characters.",
    back: "Back",
    draft: "Save as a draft",
    drafted: "Saved as a draft. It can be printed when another supervisor has read and released it.",
    problems: {
      few: "A report needs ten people or more. With fewer, somebody could be recognised.",
      "more-than-contacts": "There are more people than consultations counted in this time. Check the number.",
      report: "Check the title, the period, the number of people and what was heard.",
      "two-people": "Only a supervisor other than the drafter can release it.",
    },
    waiting: "It waits for another supervisor.",
    by: (name) => `Drafted by ${name}`,
    released: (name, day) => `Released by ${name} on ${day}.`,
    somebody: "somebody who has left",
    release: "Release",
    print: "Print",
    erase: "Delete",
    eraseHeading: "Delete this report?",
    eraseLead: "It can't be brought back. What was printed stays.",
    erased: "The report has been deleted.",
    releasedNow: "Released. It can be printed now.",
    period: (first, last) => (first === last ? first : `${first} to ${last}`),
    peopleSaid: (people) => `${people} people`,
    contactsSaid: (contacts) => `About ${contacts} consultations (rounded down to tens)`,
    none: "There are no reports yet.",
    foot: (drafter, releaser, day) => `Written by ${drafter}, checked by ${releaser} (${day}). Nothing in it shows who anybody is.`,
  },
);
