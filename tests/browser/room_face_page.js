/**
 * Stands in for /static/js/room/main.js: the face of the room before an engine that has no server. A test hands it views
 * (`show`), and sees what the face asked of the engine (`asked`).
 */

import { Face } from "./face/page.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = Date.now();

const line = (name, number, call, hours) => ({ name, number, call, hours, note: "" });
const facts = {
  days: 14,
  urgent: [
    { title: "いま、あぶないとき", rows: [line("警察", "110", "tel:110", "24時間・無料"), line("救急車", "119", "tel:119", "24時間・無料")] },
    { title: "死にたいほど、つらいとき", rows: [
      line("よりそいホットライン", "0120-279-338", "tel:0120-279-338", "24時間・無料。性別などのことは4番"),
      line("#いのちSOS", "0120-061-338", "tel:0120-061-338", "朝6時から夜12時・無料"),
    ] },
    { title: "家族やパートナーがこわいとき", rows: [
      line("DV相談ナビ(近くのセンター)", "#8008", "", "センターの開いている時間・電話代がかかります"),
      line("チャイルドラインのチャット", "", "https://childline.or.jp/chat", "文字で。16時から21時"),
    ] },
  ],
  answer: { now: false, words: "11月24日(火)16時" },
  notice: null,
  largest: { image: 10_485_760, audio: 20_971_520 },
  danger: ["死にた", "死ぬほど", "(?:^|[^a-z])(?:want to die)"],
  innocent: ["死ぬほどおいし"],
};
const standing = {
  state: "open", lane: "both", dueAt: null, closedAt: null, endedBy: null, eraseOnClose: false, pausedAt: null, heldUntil: null,
  silenceEndsAt: null, typing: false, answered: true, knock: false, knockable: true, contactHours: "any", blockedUntil: null,
  receipt: null, contestedAt: null,
};
let keys = 0;
const entry = (payload, more = {}) => ({
  key: `e${(keys += 1)}`, mine: true, lane: "room", at: now - HOUR, payload, state: "arrived", reason: null, position: keys,
  attachment: null, ...more,
});
const said = (text, more) => entry({ v: 1, kind: "text", text }, more);
const file = (type, more = {}) => ({ state: "kept", type, name: "", size: 80_000, original: false, progress: null, ...more });
const entries = [
  entry({ v: 1, kind: "topic", topic: "moya" }, { at: now - DAY }),
  entry({ v: 1, kind: "safety", seen: "maybe" }, { at: now - DAY }),
  said("うまく言えないのですが、家に帰りたくない日があります。\nだれにも話していません。", { at: now - DAY }),
  said("書いてくれて、ありがとうございます。帰りたくない日は、どんなふうに過ごしていますか。", { mine: false, at: now - DAY + HOUR }),
  said("図書館にいます。しまるとスーパーとかを歩いています。", { lane: "line", position: 5 }),
  entry({ v: 1, kind: "image" }, { attachment: file("image/png", { original: true }) }),
  entry({ v: 1, kind: "audio" }, { attachment: file("audio/wav") }),
  entry({ v: 1, kind: "image" }, { state: "sending", position: null, attachment: file("image/png", { progress: 0.4 }) }),
  entry(null, { state: "erased" }),
  entry({ v: 1, kind: "words", code: "あじさい", decoy: "天気" }),
  said("そうでしたか。歩いているとき、いちばん気になるのはどんなことですか。", { mine: false, at: now - HOUR / 2 }),
  said("時間のことです。", { at: now - 60_000 }),
  said("それから、パートナーの声です。", { at: now, state: "sending", position: null }),
  said("つづきは、あとで書きます。", { at: now, state: "waiting", position: null }),
  said("これは届かなかった文です。", { at: now, state: "failed", reason: "other", position: null }),
];
const empty = {
  phase: "arriving", refusal: null, pinned: true, fingerprint: "abcdefghijklmnopqrstuvwxyz234567", kept: true, online: true,
  language: "ja", facts: null, entries: [], failure: null, room: null, words: null, deletion: null, survey: null,
};

class Played {
  parts = { clock: { now: () => Date.now() } };
  view = empty;
  asked = [];
  stopped = false;

  set(change) {
    this.view = { ...this.view, ...change };
    face.render(this.view);
  }

  async #note(verb, ...about) {
    this.asked.push([verb, ...about]);
    if (this.view.online === "never") throw Object.assign(new Error("offline"), { code: "offline" });
  }

  async begin(wishes) {
    await this.#note("begin", wishes);
    this.set({ phase: "open", entries: [], deletion: null });
  }

  async say(text, marks) {
    await this.#note("say", text, marks);
    this.set({ entries: [...this.view.entries, said(text, { at: Date.now() })], room: this.view.room ?? standing });
  }

  async tell(payload) {
    await this.#note("tell", payload);
    if (payload.kind === "words") this.set({ words: payload });
  }

  async choose(wishes) {
    await this.#note("choose", wishes);
    const { language = this.view.language, ...others } = wishes;
    this.set({ language, room: this.view.room && { ...this.view.room, ...others } });
  }

  async resume(code) {
    await this.#note("resume", code);
    throw Object.assign(new Error("room"), { code: code.endsWith("A") ? "code" : "room" });
  }

  async deleteAll() {
    await this.#note("deleteAll");
    this.set({ phase: "gone", deletion: { receipt: "ABCDEFGHIJKLMNOP", state: "waiting", finalAt: null } });
  }

  async end() {
    await this.#note("end");
    const closed = { ...standing, state: "closed", dueAt: now + 14 * DAY, closedAt: now, endedBy: "resident" };
    this.set({ room: closed, survey: { slip: "x", next: 1 } });
  }

  async answerSurvey(number, item) {
    await this.#note("answerSurvey", number, item);
    this.set({ survey: { slip: "x", next: number < 3 ? number + 1 : null } });
  }

  async load() {
    const canvas = Object.assign(document.createElement("canvas"), { width: 200, height: 120 });
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#8fae9b";
    pen.fillRect(0, 0, 200, 120);
    return new Promise((resolve) => canvas.toBlob(resolve));
  }

  async sendImage(file, wishes, onProgress) {
    await this.#note("sendImage", file.type, wishes);
    await globalThis.held;
    onProgress(1);
  }

  code = async () => "ABCD EFGH IJKL MNOP QRST UVWX YZ";
  sendAudio = async () => {};
  erase = (key) => this.#note("erase", key);
  retry = (key) => this.#note("retry", key);
  discard = (key) => this.#note("discard", key);
  forget = () => this.#note("forget");
  stop = () => void (this.stopped = true);
}

const engine = new Played();
const face = new Face(engine);
face.render(engine.view);

/** What a test may speak of without knowing its shape. */
globalThis.known = { facts, standing, entries, now, DAY, said };
globalThis.asked = engine.asked;
globalThis.show = (change) => engine.set({ ...empty, language: engine.view.language, facts, ...change });
