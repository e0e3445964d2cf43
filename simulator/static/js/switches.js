// @ts-check
/** The parts of the panel: what each says now, and what can be switched. */
import * as api from "./api.js";
import { momentOf, morningAfter, timeOf } from "./dates.js";
import { button, make } from "./dom.js";

/** @typedef {import("./types.js").Desk} Desk */
/** @typedef {(change: Promise<unknown>) => void} Doing */
/** @typedef {{as: string, nodes: () => Node[]}} Part  `as` tells whether it must be drawn anew */

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** @param {string} heading @param {...(Node | string)} contents @returns {Node[]} */
const titled = (heading, ...contents) => [make("h3", {}, heading), ...contents.map((one) => (typeof one === "string" ? make("p", {}, one) : one))];

/** @param {...HTMLElement} buttons */
const row = (...buttons) => make("div", { className: "switches" }, ...buttons);

/** @param {string} label @param {() => void} press @param {boolean} [pressed] */
function key(label, press, pressed) {
  const made = button("switch", press, label);
  if (pressed !== undefined) made.setAttribute("aria-pressed", String(pressed));
  return made;
}

/** @param {Desk} desk @param {Doing} doing @returns {Part} */
export function drawClock({ clock }, doing) {
  const { now, ahead } = clock;
  const minute = Math.floor(now / 60_000);
  if (ahead === null) return { as: `${minute}`, nodes: () => titled("時計", momentOf(now)) };
  /** @param {number} further */
  const move = (further) => doing(api.turn("clock", { ahead_ms: Math.max(0, ahead + further) }));
  /** @param {string} label @param {number} further */
  const step = (label, further) => key(label, () => move(further));
  const input = make("input", { type: "datetime-local" });
  input.setAttribute("aria-label", "この時刻にする");
  const set = key("この時刻にする", () => {
    if (input.value) move(Date.parse(`${input.value}:00+09:00`) - now);
    input.blur();
  });
  const back = key("ほんとうの時刻にもどす", () => doing(api.turn("clock", { ahead_ms: 0 })));
  return {
    as: `${minute} ${ahead}`,
    nodes: () =>
      titled(
        "時計",
        make("p", { className: ahead ? "moved" : "" }, `${momentOf(now)}${ahead ? "（進めています）" : ""}`),
        row(step("＋1時間", HOUR), step("＋1日", DAY), step("つぎの朝9時", morningAfter(now) - now), step("＋30日", 30 * DAY)),
        row(input, set),
        row(back),
      ),
  };
}

const FAILURES = /** @type {const} */ ([
  ["混んでいる（429）", { kind: "limit", which: "rate" }],
  ["今月の上限（429）", { kind: "limit", which: "monthly" }],
  ["こわれた（500）", { kind: "refuse", status: 500 }],
  ["返事がこない", { kind: "hang" }],
  ["受け取って、返事が消える", { kind: "drop" }],
  ["空の返事", { kind: "empty" }],
]);
/** @type {Record<string, string>} */
const KINDS = { refuse: "ことわる", drop: "返事が消える", empty: "空の返事", "hang-after": "返事がこない", "hang-before": "返事がこない" };

/** @param {Desk} desk @param {Doing} doing @returns {Part} */
export function drawFaults({ faults }, doing) {
  const times = make("input", { type: "number", min: "1", max: "99", value: "1" });
  times.setAttribute("aria-label", "なん回");
  const keys = FAILURES.map(([label, fault]) =>
    key(label, () => doing(api.misbehave({ ...fault, times: Number(times.value) || 1, path: "/push" }))),
  );
  const waiting = faults.map((one) =>
    make("li", {}, `${KINDS[one.kind] ?? one.kind}${one.kind === "refuse" ? ` ${one.status}` : ""} あと${one.times}回`),
  );
  return {
    as: JSON.stringify(faults),
    nodes: () =>
      titled(
        "つぎの送信の失敗",
        make("label", { className: "times" }, "なん回", times),
        row(...keys),
        faults.length ? make("ul", { className: "waiting" }, ...waiting) : "待っている失敗はありません",
        row(key("ぜんぶやめる", () => doing(api.behave()))),
      ),
  };
}

/** @param {Desk} desk @param {Doing} doing @returns {Part} */
export function drawQuota({ quota }, doing) {
  const { limit, used } = quota;
  /** @param {string} label @param {number | null} value @param {string} name */
  const number = (label, value, name) => {
    const input = make("input", { type: "number", min: "0", value: value === null ? "" : String(value) });
    input.addEventListener("change", () => {
      const typed = input.value === "" ? null : Number(input.value);
      input.blur();
      if (name === "limit" || typed !== null) doing(api.turn("quota", { [name]: typed }));
    });
    return make("label", { className: "times" }, label, input);
  };
  return {
    as: JSON.stringify(quota),
    nodes: () => titled("今月の通数", row(number("使った", used, "used"), number("上限", limit, "limit"))),
  };
}

/** @param {Desk} desk @param {Doing} doing @returns {Part} */
export function drawWebhooks({ webhooks }, doing) {
  const { held, redelivers, twice } = webhooks;
  const keys = [
    key("とめておく", () => doing(api.turn("webhooks", { held: !held })), held),
    key("失敗したら、もう一度", () => doing(api.turn("webhooks", { redelivers: !redelivers })), redelivers),
    key("2回ずつ届ける", () => doing(api.turn("webhooks", { twice: !twice })), twice),
  ];
  return { as: JSON.stringify([held, redelivers, twice]), nodes: () => titled("窓口への配達", row(...keys)) };
}

/** @param {Desk} desk @param {Doing} doing @returns {Part} */
export function drawMedia({ media }, doing) {
  const states = /** @type {const} */ ([
    ["succeeded", "すぐ渡す"],
    ["processing", "準備中と答える"],
    ["failed", "渡せないと答える"],
  ]);
  const keys = states.map(([status, label]) =>
    key(label, () => doing(api.turn("media", { status })), media === status),
  );
  return { as: media, nodes: () => titled("写真・音声・動画", row(...keys)) };
}

/** @param {Desk} desk @returns {Part} */
export function drawCalls({ calls }) {
  const lines = calls.slice().reverse().map((call) =>
    make("li", {}, `${timeOf(call.at)} ${call.method} ${short(call.path)} `, make("b", {}, String(call.status))),
  );
  return {
    as: JSON.stringify(calls.map((call) => [call.at, call.path, call.status])),
    nodes: () => titled("窓口からの呼び出し", make("ol", { className: "calls" }, ...lines)),
  };
}

/** @param {string} path without what every path begins with, and with long ids cut */
const short = (path) => path.replace("/v2/bot", "").replace(/([A-Za-z]{0,9}-?[0-9a-f]{4})[0-9a-f]{20,}/g, "$1…");
