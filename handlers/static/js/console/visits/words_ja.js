// @ts-check
/** What the calendar for visits says in Japanese. */

/** @typedef {import("./types.js").State} State */

export const visits = {
  between: "・",
  views: { day: "日", week: "週", month: "月", pool: "希望・空き待ち" },
  before: { day: "前の日", week: "前の週", month: "前の月" },
  after: { day: "次の日", week: "次の週", month: "次の月" },
  today: "きょう",
  /** @param {string} first @param {string} last */
  week: (first, last) => `${first} から ${last}`,
  poolHeading: "希望・空き待ち",
  failed: "予約を読み込めませんでした。少し待つと、自動でもう一度ためします。",
  noPlaces: "担当する場所が、まだ決まっていません",
  noPlacesMore: "責任者に、担当する場所を決めてもらってください。決まると、この画面に予約が出ます。",
  noPlacesLead: "予約を受け付ける場所が、まだありません",
  noPlacesLeadMore: "場所、用件、受付の時間を決めると、ここに予約が出ます。",
  code: "番号",
  find: {
    missing: "番号を入れてください。",
    none: "この番号の予約は、担当する場所にはありません。番号を、もう一度たしかめてください。",
  },
  states: /** @type {Record<State, string>} */ ({
    wished: "希望", waiting: "空き待ち", offered: "返事待ち", booked: "予約ずみ",
    attended: "来ました", missed: "来ませんでした", cancelled: "取り消し",
  }),
  /** @param {number} count */
  persons: (count) => `${count}人`,
  privateRoom: "個室",
  privateRoomWish: "個室を希望",
  openRoom: "個室でなくてよい",
  noRoom: "部屋は未定",
  anywhere: "どこでもよい",
};

export const slot = {
  /** @param {number} taken @param {number} capacity */
  count: (taken, capacity) => `${capacity}枠中 ${taken}件`,
  full: "空きなし",
  /** @param {number} free */
  left: (free) => `あと${free}枠`,
  /** @param {number} count */
  choosing: (count) => `いま選んでいる人が${count}人います`,
  gone: "枠はありません",
  enter: "電話の予約",
  /** @param {string} time */
  enterAt: (time) => `${time}に電話の予約を入れる`,
  capacity: "枠の数",
  /** @param {string} time */
  capacityOf: (time) => `${time}の枠の数を変える`,
  only: "受け付ける用件",
};

export const days = {
  closed: "休み",
  /** @param {string} note */
  closedFor: (note) => `休み(${note})`,
  empty: "この日の枠は、ありません",
  emptyMore: "受付の時間は、「準備」の画面で決めます。ほかの日は、← → キーか、上のボタンで見られます。",
  emptyClosed: "この日は休みです",
  /** @param {string} day */
  next: (day) => `次に空きのある日を見る: ${day}`,
  noBookings: "この日の予約は、まだありません",
  noBookingsMore: "電話で予約を受けたら、空いている時間の「電話の予約」から入れられます。入れると、窓口で言ってもらう番号が出ます。",
  weekNone: "枠なし",
  /** @param {number} taken @param {number} capacity */
  counted: (taken, capacity) => `${taken}/${capacity}`,
  /** @param {number} taken @param {number} capacity */
  countedSaid: (taken, capacity) => `${capacity}枠中${taken}件`,
  legend: "数字は「予約の数/枠の数」です。日をえらぶと、その日をひらきます。",
};

export const pool = {
  empty: "待っている人は、いません",
  emptyMore: "空いている時間がない人は、希望の日時を3つまで出すか、空きを待つことができます。ここに、古いものから順に出ます。「候補を出す」と、本人が返事をするまで席をとっておきます。",
  /** @param {number} number */
  wish: (number) => `第${number}希望`,
  /** @param {string} first @param {string} last */
  waiting: (first, last) => `${first}から${last}までの空きを待っています`,
  /** @param {string} when @param {string} until */
  offered: (when, until) => `${when}の候補を出しました。返事は${until}までです`,
  /** @param {string} when */
  made: (when) => `${when}に受付`,
  /** @param {number} count */
  offers: (count) => `返事がないまま終わった候補 ${count}回`,
};

export const open = {
  close: "閉じる",
  gone: "この予約は、もうありません。ほかの場所に引きつがれたか、消去されました。",
  when: "日時",
  noTime: "まだ決まっていません",
  place: "場所",
  kind: "用件",
  persons: "人数",
  room: "部屋",
  roomWish: "部屋の希望",
  callName: "呼び名",
  noName: "なし(番号で呼んでください)",
  note: "メモ",
  noNote: "なし",
  destroyed: "呼び名とメモは消しました",
  language: "ことば",
  languages: { ja: "日本語", easy: "やさしい日本語", en: "English" },
  wishes: "希望の日時",
  waiting: "待っている期間",
  origin: "受付",
  origins: { talk: "LINEのトーク", page: "予約のページ", desk: "電話・窓口" },
  due: "消える日",
  /** @param {string} day */
  dueOn: (day) => `${day}に、すべて消えます`,
  offer: "候補の返事",
  /** @param {string} until */
  offerUntil: (until) => `${until}まで待ちます`,
  told: {
    line: "時間や場所を変えると、本人のLINEに「予定について確認があります」と届きます。",
    silent: "本人は、知らせを受け取らないことをえらんでいます。変えたことは、本人が「予約」をひらくと見られます。",
    desk: "電話の予約です。変えたときは、窓口から本人に伝えてください。",
  },
  acts: {
    attended: "来ました", missed: "来ませんでした", undo: "しるしを取り消す", room: "部屋を決める", roomChange: "部屋を変える",
    move: "時間を変える", handover: "ほかの場所へ引きつぐ", cancel: "予約を取り消す", propose: "候補を出す", settle: "話して決まった時間を入れる",
  },
};

export const asking = {
  back: "もどる",
  done: "閉じる",
  day: "日",
  place: "場所",
  time: "時間",
  noSlots: "この日の枠は、ありません。ほかの日をえらぶか、枠をつくってください。",
  other: {
    make: "ほかの時刻", hint: "この予約のために、枠を1つつくります。", start: "はじまり", minutes: "長さ(分)",
    wrong: "日、はじまりの時刻、長さ(5分から480分)をたしかめてください。",
  },
  loading: "読み込んでいます…",
  choose: "時間をえらんでください。",
  /** @param {number} free */
  free: (free) => `空き${free}`,
  full: "空きなし",
  notThis: "この用件は受け付けません",
  room: {
    heading: "部屋を決める", label: "部屋の名前か番号", save: "決める", none: "部屋を外す",
    hint: "印刷した一覧には出ません。本人には、窓口で案内してください。",
  },
  move: { heading: "予約の時間を変える", lead: "番号は変わりません。いまの席は、新しい時間が決まってから空きます。", save: "この時間に変える" },
  settle: { heading: "話して決まった時間を入れる", lead: "本人と話して決まったときに使います。返事を待たずに、予約ずみになります。", save: "この時間に決める" },
  handover: {
    heading: "ほかの場所へ引きつぐ", label: "引きつぐ場所", save: "引きつぐ",
    lead: "引きつぎ先の同じ時間が空いていれば、そこの予約になります。空いていなければ、いまの日時を「第1希望」にして、引きつぎ先の「希望・空き待ち」に入れます。番号は変わりません。",
    leadWish: "希望を、そのまま引きつぎ先の「希望・空き待ち」に入れます。番号は変わりません。",
    /** @param {string} name */
    done: (name) => `${name}に引きつぎました。`,
  },
  cancel: {
    heading: "予約を取り消しますか", save: "取り消す",
    lead: "呼び名とメモは、すぐに消えます。席は空きます。もとにはもどせません。",
    reason: "理由は、聞かず、残しません。",
  },
  propose: {
    heading: "候補を出す", save: "この時間の候補を出す", other: "ほかの時間",
    lead: "本人が返事をするまで、席をとっておきます。",
  },
  enter: {
    heading: "電話の予約を入れる", save: "予約を入れる", kind: "用件", persons: "人数",
    roomYes: "個室を希望する", name: "呼び名(なくてもよい)", nameHint: "本名はたずねません。呼んでほしい名前があれば、40字まで。",
    note: "メモ(なくてもよい)", noteHint: "車いす、通訳など、当日に必要なことだけ。200字まで。",
    language: "ことば",
    beyond: "予約の締切を過ぎた日にも入れられます。枠の数より多くは入れられません。",
    made: "予約を入れました",
    say: "電話で、この番号を伝えてください",
    /** @param {string} code */
    sayHow: (code) => `当日は、窓口で「予約の${code}です」と言うだけで大丈夫です。用件を言う必要はありません。`,
    /** @param {string} one */
    spelled: (one) => `読み上げ: ${one}`,
  },
  capacity: {
    heading: "枠の数を変える", label: "同じ時間に受けられる予約の数", save: "変える",
    /** @param {number} taken */
    lead: (taken) => (taken > 0 ? `いま${taken}件の予約があります。それより少なくはできません。` : "0にすると、この時間は予約できなくなります。"),
    wrong: "0から50までの数を入れてください。",
  },
};

export const problems = {
  full: "この時間は、ほかの予約でうまりました。",
  closed: "この時間の枠は、もうありません。",
  "too-soon": "予約の締切を過ぎています。",
  "too-late": "変更の締切を過ぎています。",
  "too-far": "予約を受け付ける期間より先です。",
  limit: "この人は、この場所の予約の上限に達しています。",
  gone: "この予約は、もうありません。",
  stale: "ほかの人が先に変えました。もどって、いまの内容をたしかめてください。",
  past: "もう過ぎた時間です。",
  kind: "この時間は、この用件を受け付けていません。",
  persons: "この用件では、この人数を受け付けていません。",
  "not-here": "この場所では受け付けていません。",
  entry: "入れた内容をたしかめてください。",
  time: "日と時間をたしかめてください。",
  room: "部屋の名前は、40字までです。",
  capacity: "0から50までの数を入れてください。",
};

/** @param {number} taken */
export const booked = (taken) => `もう${taken}件の予約があるので、それより少なくできません。`;

/** @param {string} times */
export const instead = (times) => `近い空き: ${times}`;

export const said = {
  attended: "「来ました」にしました。", missed: "「来ませんでした」にしました。", booked: "しるしを取り消しました。",
  /** @param {string} room */
  room: (room) => (room ? `部屋を「${room}」にしました。` : "部屋を外しました。"),
  /** @param {string} when */
  settled: (when) => `${when}に決めました。`,
  /** @param {string} when */
  moved: (when) => `${when}に変えました。`,
  cancelled: "予約を取り消しました。",
  offered: "候補を出しました。返事を待っています。",
  /** @param {number} capacity */
  capacity: (capacity) => `枠の数を${capacity}にしました。`,
};

export const printing = {
  title: "予定",
  none: "予定はありません。",
  time: "時間",
  code: "番号",
  came: "受付",
  byButton: "一覧は、「印刷する」のボタンから印刷してください。",
};

export const keys = [
  ["← →", "前へ、次へ"],
  ["t", "きょう"],
  ["d w m p", "日、週、月、希望・空き待ち"],
  ["↑ ↓ ・ k j", "予約を上へ、下へ"],
  ["Enter", "えらんだ予約をひらく"],
  ["n", "電話の予約を入れる"],
  ["/", "番号でさがす"],
  ["Esc", "予約を閉じる"],
  ["?", "この一覧"],
];
