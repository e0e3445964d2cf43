// @ts-check
/** The Japanese sentences of the page for visits. Read docs/phrases.md before you change one: bar, veil and title tell nothing. */

/** @typedef {typeof words} Words every language has this shape */

export const words = {
  bar: { phones: "電話", language: "ことば", exit: "すぐとじる", back: "もどる", list: "はじめの画面へ" },
  veil: "つづける",
  comma: "、",
  /** @param {number} hours @param {number} minutes @param {number} seconds */
  duration: (hours, minutes, seconds) => (hours ? `${hours}時間${minutes}分` : minutes ? `${minutes}分${seconds}秒` : `${seconds}秒`),
  anywhere: { name: "どこでもよい", hint: "空いている時間を、全部の場所からさがします" },

  home: {
    heading: "予約",
    again: "あなたの予約",
    lead: "お名前はいりません。受付では、番号だけ言えばすみます。",
    mine: "いまの予約",
    another: "ほかにも予約する",
    what: "どれにしますか",
    unsure: "まよったら、近いものをえらんでください。あとで、窓口で言い直せます。",
    noneHeading: "いまは、電話で受け付けています",
    none: "この画面からの予約は、まだはじまっていません。お手数ですが、窓口に電話してください。名前を言わずに聞くこともできます。",
    /** @param {string} first @param {string} last */
    between: (first, last) => `${first}から${last}のあいだ`,
  },
  states: {
    held: "とちゅうです。押すと、つづけられます",
    wished: "希望を送りました",
    waiting: "空きを待っています",
    offered: "時間の候補が届いています",
    booked: "決まっています",
    attended: "終わりました",
    missed: "時間がすぎました",
    cancelled: "取り消しになりました",
  },

  places: {
    heading: "どこへ行きますか",
    lead: "行きやすい所をえらんでください。お住まいの町でなくてもかまいません。",
    room: "個室があります",
  },
  days: {
    heading: "いつにしますか",
    looking: "空いている日をさがしています",
    none: "いま、空いている時間がありません。",
    before: "前の月",
    after: "次の月",
    free: "空いています",
    legend: "色のついた日が空いています。",
    otherwise: "合う日がないとき",
    wish: "希望の日時を伝える",
    wait: "空きが出るのを待つ",
    phone: "電話で聞く",
    retry: "もう一度さがす",
  },
  times: {
    lead: "時間を押すと、10分のあいだ取っておきます。まだ予約にはなりません。",
    looking: "空いている時間をさがしています",
    none: "この日は、もう空いていません。別の日をえらんでください。",
    otherDay: "別の日をえらぶ",
    retry: "もう一度さがす",
  },
  hold: {
    /** @param {string} time */
    left: (time) => `この時間を、あと ${time} 取っておきます。`,
    soon: "取っておける時間は、あと1分です。",
    over: "取っておく時間が終わりました。入力したものは残っています。このまま進めて、まだ空いていれば予約できます。",
  },
  details: {
    heading: "おしえてください",
    lead: "答えたくないものは、そのままで進めます。",
    personsAsk: "何人で行きますか",
    /** @param {number} count */
    persons: (count) => ({ 1: "ひとり", 2: "ふたり" })[count] ?? `${count}人`,
    room: "個室にしますか",
    roomYes: "はい",
    roomEither: "なくてよい",
    roomHint: "ほかの人から見えない部屋で話せます。",
    noRoom: "この場所には、個室がありません。",
    callName: "お呼びする名前",
    callNameHint: "本名でなくてかまいません。書かなければ、番号でお呼びします。",
    reminder: "前の日のお知らせ",
    reminderHint: "LINEに「明日の予定のお知らせです。」と、時間と番号だけが届きます。場所や用件は出ません。",
    reminderNo: "いらない",
    /** @param {number} hour */
    hour: (hour) => `前の日の${hour}時`,
    notices: "変わったことがあるときのお知らせ",
    noticesNo: "いらない",
    noticesYes: "LINEでほしい",
    noticesHint: "「予定について確認があります。」とだけ届きます。",
    noticesWait: "「予定について確認があります。」とだけ届きます。「いらない」のときは、ときどきLINEの「予約」をひらいて見てください。",
    note: "伝えておきたいこと",
    noteHint: "車いすで行く、筆談がいい、など。書かなくてもかまいません。",
    /** @param {number} left */
    left: (left) => `あと${left}文字`,
    next: "つぎへ",
    save: "この内容に変える",
  },
  summary: {
    kind: "用件", before: "いまの日時", after: "新しい日時", when: "日時", place: "場所", address: "住所", persons: "人数", room: "個室",
    callName: "呼び名", noName: "番号でお呼びします", reminder: "お知らせ", notices: "変わったとき", note: "ひとこと",
  },
  check: {
    heading: "これでよいですか",
    /** @param {number} days */
    about: (days) => `呼び名と伝えておきたいことは、窓口の担当と責任者だけが読みます。行った日から${days}日で消えます。`,
    yes: {
      book: "この内容で予約する", move: "この日時に変える", wish: "希望を送る", wait: "待つことにする", change: "この内容に変える",
    },
  },
  booking: {
    states: {
      held: "とちゅうです",
      wished: "希望を送りました",
      waiting: "空きを待っています",
      offered: "時間の候補があります",
      booked: "決まりました",
      attended: "来てくださって、ありがとうございました",
      missed: "時間がすぎました",
      cancelled: "取り消しになりました",
    },
    done: {
      move: "新しい日時と場所で決まりました。番号は前と同じです。カレンダーに入れていたときは、もう一度入れてください。",
      change: "内容を変えました。",
    },
    code: "番号",
    /** @param {string} code */
    say: (code) => `受付で、番号だけ言ってください。「${code} です」。用件を言わなくても伝わります。`,
    wished: "窓口の人が見て、日時をお返しします。決まるまで、予約にはなっていません。",
    waiting: "空きが出たら、待っている人に順に声をかけます。決まるまで、予約にはなっていません。",
    told: "決まりそうなときは、LINEに「予定について確認があります。」と届きます。",
    untold: "LINEにお知らせは届きません。ときどきLINEの「予約」をひらいて見てください。",
    cancelled: {
      resident: "この予約は、もうありません。呼び名と、伝えておきたいことは消しました。",
      desk: "窓口のほうで取り消しました。わけは、電話で聞けます。もう一度予約することもできます。",
      lapse: "お返事のないまま3回すぎたので、待つのを終わりにしました。また待つこともできます。",
    },
  },
  offer: {
    lead: "この時間を、あなたのために取っています。",
    /** @param {string} time */
    left: (time) => `お返事まで、あと ${time} です。`,
    soon: "お返事まで、あと1分です。",
    over: "お返事の時間がすぎました。また空きが出たら、順に声をかけます。",
    yes: "この時間にする",
    no: "今回は見送る",
    hint: "見送っても、待つことは続けられます。",
  },
  papers: {
    heading: "持っていくもの",
    lead: "わからなくても予約できます。用意できないものがあるときは、窓口で聞いてください。",
    moving: "引っ越した人、引っ越す人へ",
    /** @param {string} day */
    checked: (day) => `${day}に確かめた内容です。`,
  },
  rules: {
    heading: "この場所の決まり",
    /** @param {number} days */
    lead: (days) => (days ? `予約は、行く日の${days}日前まで(土日、祝日、休みの日は数えません)。` : "予約は、行く日の当日までできます。"),
    /** @param {number} days */
    change: (days) => (days ? `日時の変更は、ここから${days}日前まで(同じ数え方です)。そのあとは電話で。取り消しは、いつでもできます。` : "変更と取り消しは、ここから当日までできます。"),
    /** @param {number} days */
    horizon: (days) => `${days}日先まで予約できます(同じ数え方です)。`,
    /** @param {number} count */
    most: (count) => `一度にとれる予約は、ひとり${count}つまで。`,
    room: "個室があります。",
    noRoom: "個室はありません。",
  },
  acts: {
    heading: "できること",
    calendar: "カレンダーに入れる",
    calendarOff: "カレンダーから消す",
    calendarHint: "カレンダーには「予定」と番号だけが入ります。カレンダーをほかの人と見ているときは、入れなくてもかまいません。",
    calendarDone: "ファイルを出しました。ひらくと、カレンダーに入ります。",
    free: "空いている時間からえらぶ",
    move: "日時を変える",
    elsewhere: "場所を変える",
    change: "人数やお知らせを変える",
    cancel: "取り消す",
    late: "日が近いため、日時の変更は電話でお願いします。番号だけ言えば伝わります。取り消しは、ここでできます。",
    again: "はじめの画面へ",
  },
  cancel: {
    heading: "取り消しますか",
    body: "取り消すと、元に戻せません。呼び名と、伝えておきたいことは、すぐに消えます。",
    forget: "予約があったことも、いま消す",
    /** @param {number} days */
    forgetHint: (days) => `えらばないときは、日時と番号だけが、予約の日から${days}日残ります。`,
    yes: "取り消す",
    wished: "希望を取り消す",
    waiting: "待つのをやめる",
    no: "このまま残す",
  },
  wishes: {
    heading: "希望の日時",
    lead: "3つまで書けます。1つでもかまいません。窓口の人が、その中から決めるか、別の日時をおたずねします。",
    /** @param {number} number */
    nth: (number) => `${number}つめ`,
    day: "日",
    time: "時間",
    choose: "えらぶ",
    another: "もう1つ書く",
    missing: "1つは、日と時間をえらんでください。",
    half: "日と時間の、両方をえらんでください。",
  },
  waits: {
    heading: "空きを待つ",
    lead: "この期間に空きが出たら、待っている人に順に声をかけます。その時間は、しばらくあなたのために取っておきます。",
    first: "いつから",
    last: "いつまで",
    missing: "いつからいつまで待つかを、えらんでください。",
    order: "「いつまで」が「いつから」より前になっています。",
  },
  phones: {
    heading: "電話",
    short: "電話",
    trace: "電話をかけると、電話の履歴に番号が残ります。",
    urgent: "急ぐとき",
    open: "ひらく",
    /** @param {string} number */
    call: (number) => `${number}に電話する`,
  },
  trouble: {
    instead: "ほかに、この時間が空いています",
    offline: "いま、つながりません。入力したものは残っています。少し待って、もう一度押してください。",
    busy: "うまくいきませんでした。入力したものは残っています。少し待って、もう一度押してください。",
  },
  closed: {
    heading: "いま、ひらけません",
    nobody: { heading: "LINEからひらいてください", body: "この画面は、LINEのメニューの「予約」からひらけます。お電話でも予約できます。" },
    over: { heading: "画面をとじました", body: "30分さわらなかったので、とじました。つづけるときは、LINEの「予約」から、もう一度ひらいてください。" },
    link: { heading: "このリンクは、もう使えません", body: "リンクは30分、一度だけ使えます。LINEの「予約」から、もう一度ひらいてください。" },
    claimed: { heading: "ほかの画面でひらかれています", body: "このリンクは、ほかのブラウザか端末で先にひらかれました。LINEの「予約」から、もう一度ひらいてください。" },
    retry: "もう一度",
  },
};
