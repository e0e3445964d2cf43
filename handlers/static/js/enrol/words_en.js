// @ts-check
/** The English twin of words_ja.js. */

/** @typedef {typeof import("./words_ja.js")} Ja */

export const STEPS = ["Begin", "Write down", "Type", "Get ready", "Number", "Done"];

export const back = "Back";
export const next = "Next";

/** @type {Ja["welcome"]} */
export const welcome = {
  heading: "Enter your registration code",
  how: "Look at the card that you got from a supervisor.",
  code: "Registration code",
  codeHint: "Four groups of four. Small letters and missing spaces are fine.",
  office: "Office number",
  officeHint: "Eight groups of four.",
  codeShort: "The registration code has 16 characters. Look at the card and enter it again.",
  officeShort: "The office number has 32 characters. Look at the card and enter it again.",
  unknown: "This code does not work. It may be mistyped, run out or withdrawn. Ask a supervisor for a new card.",
  hello: (name) => `Welcome, ${name}`,
  about: "You register on this page. It takes about five minutes. Have paper and a pen ready.",
  role: "Role",
  desks: "Desks",
  noDesk: "none",
  name: "Name for signing in",
  compareOffice: "Is this the office number on your card? If not, stop here and tell a supervisor.",
  notYou: "If this is not your name, stop here and give the card back to the supervisor.",
  again: "You make a new passphrase. The old one stops working when a supervisor has compared the numbers.",
  start: "Begin",
  arrivedHeading: "The registration has arrived already",
  arrived: "If you closed the page before the numbers were compared, it can’t be shown again. Ask the supervisor to press “They differ” and to give you a new card.",
  approvedHeading: "You are registered already",
};

/** @type {Ja["writing"]} */
export const writing = {
  heading: "Write these six words on paper",
  what: "They are your passphrase. You enter them in this order every time you sign in.",
  only: "They are shown only here. If they are lost, nobody can look them up.",
  keep: "Don’t take a picture and don’t save them on a PC. Keep the paper under lock.",
  print: "Print",
  written: "I have written them down",
  paperTitle: "Sign-in card",
  paperName: "Name for signing in",
  paperWords: "Passphrase (in this order)",
  paperNote: "Keep it under lock. Show it to nobody and don’t take a picture.",
};

/** @type {Ja["typing"]} */
export const typing = {
  heading: "Look at your paper and type the words",
  how: "This makes sure that they were written down right. Capitals and full-width letters are fine.",
  word: (number) => `Word ${number}`,
  wrong: (numbers) => `Word ${numbers.join(" and ")} is wrong. Look at the paper and type it again.`,
  missing: (count) => `${count} more to type.`,
  kana: "Please use Latin letters, not hiragana.",
  good: "Right",
  differs: "Wrong",
  see: "See the words again",
  check: "Check",
};

/** @type {Ja["making"]} */
export const making = {
  heading: "Getting ready",
  what: "The keys for reading consultations are made inside this page. Your passphrase is sent nowhere.",
  sendHeading: "It could not be sent",
  again: "Send again",
};

/** @type {Ja["number"]} */
export const number = {
  heading: "Compare the check number",
  how: "Is it the same as on the supervisor’s screen? Compare side by side or by reading aloud.",
  why: "If it is, your registration arrived without anybody in between.",
  waiting: "Waiting for the supervisor to press “The numbers match”. Please leave this page open.",
  unanswered: "No connection. It goes on by itself when it is back.",
  withdrawnHeading: "This registration was withdrawn",
  withdrawn: "The numbers differed, or the supervisor withdrew it. Nothing can be read with it. Ask for a new card.",
};

/** @type {Ja["done"]} */
export const done = {
  heading: "You are registered",
  what: "Sign in with your name and the passphrase on your paper.",
  spare: "After signing in, “Settings” lets you prepare another way in.",
  signIn: "To the sign-in",
  close: "On a shared PC, please close this page.",
};

/** @type {Ja["alone"]} */
export const alone = {
  summary: "If there is no other supervisor",
  how: "With code A of two recovery sheets you can join although nobody is there to compare the numbers.",
  who: "Have the two people who keep the sheets sit beside you. Who joined and when is recorded.",
  join: "Join with the sheets",
};
