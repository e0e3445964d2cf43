// @ts-check
/** The English twin of words_ja.js. */

/** @typedef {typeof import("./words_ja.js")} Ja */

export const TITLE = "Hidamari";
export const LANE = { line: "LINE", room: "Room", both: "Room and LINE" };
export const LANE_LONG = { line: "LINE talk", room: "Room", both: "Room and LINE talk" };

/** @type {Ja["gate"]} */
export const gate = {
  signIn: "Sign in",
  unlock: "Open again",
  open: "Open",
  opening: "Opening your keys…",
  reloaded: "The page was loaded anew, so your keys are gone from it. That is on purpose. Please enter your passphrase again.",
  idle: "Nothing happened here for 10 minutes, so the screen was closed. Enter your passphrase to go on.",
  over: "Your sign-in is over, so the screen was closed. Sign in again to go on.",
  signedOut: "You are signed out.",
  draftsKept: " Your unfinished words are kept: open again under the same name to go on writing.",
  nameMissing: "Please enter your name.",
  passphraseMissing: "Please enter your passphrase.",
  passphraseWrong: "That is not the passphrase. Look at your card and enter it again.",
  codeMissing: "Please enter the six digits from your app.",
  codeWrong: "The digits are wrong or were used already. Wait until the app shows new ones and enter those.",
  askingPasskey: "Follow your browser: it asks for a fingerprint, a face, a PIN or a key.",
  passkeyDeclined: "The passkey did not confirm it. Try again, or use your name and passphrase.",
  passkeyWanted: "In this office the passphrase alone is not enough. Press “Open with a passkey” below. If you have lost the passkey, tell a supervisor.",
  passkeyUnknown: "This passkey does not open anything here. Use your name and passphrase.",
  half: (name) => `The passkey says you are “${name}”. To open consultations, enter your passphrase too.`,
};

/** @type {Ja["session"]} */
export const session = {
  wrong: "The name or the passphrase is wrong. Look at your card and enter them again.",
  slowDown: (seconds) => `There were too many tries in a row. Please wait ${waitWords(seconds)} and try again.`,
  over: "Your sign-in has run out.",
  idleSoon: "The screen closes in one minute. Press a key or move the mouse to stay.",
  offline: "No connection. The screen brings itself up to date when it is back.",
  staff: (name) => name,
};

/** @type {Ja["ended"]} */
export const ended = {
  somebody: "a supervisor",
  told: (name, when) => `${when}: ${name} signed out every screen you had open.`,
  what: (name) => `If you don’t know why, ask ${name}. If you have lost the card with your passphrase, tell a supervisor.`,
  seen: "I understand",
};

/** @type {Ja["navigation"]} */
export const navigation = {
  away: "This screen could not be loaded. Check the line and open it again. If it still does not come, load the page anew.",
  groups: { talks: "Consultations", wording: "Words at hand", visits: "Visits", flyers: "Flyers", desk: "Desk", office: "Office", own: "Myself" },
  screens: {
    consultations: "Inbox", visits: "Visits", statistics: "Statistics", templates: "Templates", referrals: "Referrals",
    hours: "Hours", setup: "Set-up",
    flyers: "Flyers", designs: "Make paper", placements: "Places and QR", orders: "Orders", rules: "Rules", line: "LINE", people: "People", retention: "Erasing", mine: "Settings",
  },
};

/** @type {Ja["inbox"]} */
export const inbox = {
  filters: { all: "All", mine: "Mine", unassigned: "Free", closed: "Closed" },
  count: (count) => String(count),
  mine: "Yours",
  assigned: (name) => `With ${name}`,
  somebody: "With somebody else",
  unassigned: "Free",
  notWaiting: "Not waiting",
  flagged: "Worrying words",
  draft: "Unfinished",
  unreachable: "Can’t be reached",
  closed: "Closed",
  waiting: ({ days, hours, minutes }) => {
    if (days > 0) return `Waiting ${days} d${hours > 0 ? ` ${hours} h` : ""}`;
    if (hours > 0) return `Waiting ${hours} h${minutes > 0 ? ` ${minutes} min` : ""}`;
    return minutes > 0 ? `Waiting ${minutes} min` : "Just arrived";
  },
  empty: {
    all: {
      headline: "No consultation is open now.",
      more: "When one arrives it appears here by itself, longest waiting first. No need to reload the page.",
    },
    mine: {
      headline: "You have no consultation.",
      more: "Choose one from “Free”, read it and press “Take it”: it will stand here.",
    },
    unassigned: {
      headline: "Nobody is waiting for a counselor.",
      more: "When a new consultation arrives, it appears here by itself.",
    },
    closed: {
      headline: "No consultation has ended.",
      more: "One that has ended can be read here until its day comes. Then it is erased by itself.",
    },
  },
};

/** @type {Ja["consultation"]} */
export const consultation = {
  heading: (label) => `Consultation ${label}`,
  opened: (date) => `since ${date}`,
  loading: "Decrypting and checking…",
  gone: "This consultation is no longer in your list. A colleague has taken it, or it was erased.",
  goneWithDraft: "Your unfinished reply is still below.",
  notLoaded: "The consultation could not be loaded. It is tried again when the connection is back.",
  claimed: "It is yours now. You can reply.",
  notYours: "You can only reply to an open consultation that is yours.",
  taken: "A colleague was faster and has taken it.",
  unreachable: "The resident can’t be reached (blocked). What you send now will most likely not arrive. It will again when they return.",
  assignedElsewhere: "A colleague is in charge of this one.",
  unverified: "There are records that could not be checked, so replying is off for now.",
  over: "This consultation has ended.",
  endedBy: { resident: "The resident ended it.", desk: "The desk ended it.", silence: "It ended by itself after a long silence." },
  due: (days, date) => `${countdown(days)} (on ${date})`,
  countdown: (days) => countdown(days),
  closeDate: (date) => `The record of this consultation is erased on ${date}. It can’t be brought back.`,
  closeAtOnce: "The resident wished it: the record is erased as soon as this ends. It can’t be brought back.",
  eraseOnClose: "The resident wishes the record to be erased as soon as this ends.",
  held: (date) => `Erasing is on hold until ${date}.`,
  paused: "Something new came in, so the day of erasing was put off once.",
  closeDraft: "You have an unfinished reply. It can’t be sent after the end.",
  today: "Today",
  yesterday: "Yesterday",
  none: "Nothing has been said yet.",
};

/** @type {Ja["language"]} */
export const language = {
  names: { ja: "Japanese", easy: "Easy Japanese", en: "English" },
  hints: {
    easy: "The resident chose “やさしい日本語”: short sentences, and readings beside the kanji.",
    en: "The resident chose English.",
  },
};

/** @type {Ja["composer"]} */
export const composer = {
  count: (length, longest) => `${number(length)} of ${number(longest)} characters`,
  tooLong: (excess) => `Too long for one message. Take away ${number(excess)} characters, or send it in two parts.`,
  parts: (length, parts) => `${number(length)} characters · arrives as ${parts} messages`,
  left: (length, left) => `${number(length)} characters (about ${number(left)} left)`,
  blank: "Write a reply first.",
  send: "Send",
  sending: "Sending…",
  kept: "What you wrote is still here.",
};

/** @type {Ja["problems"]} */
export const problems = {
  unanswered: "No answer. Wait a little and press again: nothing will be done twice.",
  perhapsAdded: "No answer. It may have arrived all the same: look at the list, and press again only if it is not there.",
  crowded: "Something new from the resident came in between, so this was not sent. Press “Send” again.",
  refused: "This text could not be sent.",
  unexpected: "That did not work. Please wait a little and try again.",
};

/** @param {number} days */
const countdown = (days) => (days > 0 ? `Erased in ${days} ${days === 1 ? "day" : "days"}` : "Erased today");

/** @param {number} seconds */
const waitWords = (seconds) => (seconds < 60 ? `${Math.max(1, seconds)} seconds` : `${Math.ceil(seconds / 60)} min`);

/** @param {number} value */
const number = (value) => value.toLocaleString("en");
