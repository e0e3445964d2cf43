// @ts-check
/** The English twin of sheet_words_ja.js. */

/** @typedef {typeof import("./sheet_words_ja.js")} Ja */

/** @type {Ja["KINDS"]} */
export const KINDS = { root: "A", recovery: "B" };

/** @type {Ja["sheets"]} */
export const sheets = {
  root: "A: the code for adding a supervisor",
  recovery: "B: the code for making consultations readable again",
  made: (date) => `Made on ${date}`,
  rehearsed: (date) => `Tried on ${date}`,
  never: "Never tried",
  due: "Not tried for more than a year",
  none: "Not made yet. Ask whoever runs the system.",
};

/** @type {Ja["fields"]} */
export const fields = {
  label: (number) => `Code of sheet ${number}`,
  hint: "Eight groups of four. Small letters and missing spaces are fine.",
  good: "Entered correctly.",
  short: (count) => (count === 1 ? "1 more character." : `${count} more characters.`),
  typo: "There is a typing mistake. Compare with the sheet, four characters at a time.",
  missing: "Please enter both.",
  same: "This is the same sheet twice. Enter the code of another sheet.",
  mixed: "A and B are mixed. Use two As or two Bs.",
  wrongKind: (wanted) => `Code ${wanted} is needed here.`,
  otherSet: "These are not the present sheets. They may be old ones, from before new ones were made.",
  closed: "These two open nothing.",
  opening: "Checking…",
};

/** @type {Ja["rehearsal"]} */
export const rehearsal = {
  heading: "Try the recovery sheets",
  how: "Have two sheets at hand. Enter their codes: two As or two Bs.",
  nothing: "This is only a trial: nothing changes. The codes don’t leave this page.",
  test: "Try",
  doneHeading: "These two open it",
  done: (kind) => `Code ${kind} works. Today’s date was noted.`,
  next: "You can try other pairs and the other code too. Then give the sheets back to different people.",
  more: "Try more",
};

/** @type {Ja["extension"]} */
export const extension = {
  until: (date) => `until ${date}`,
  name: "How long you can add people",
  heading: "Extend the time",
  how: "A supervisor can add people and end registrations for 400 more days from today. Enter code A of two recovery sheets.",
  extend: "Extend",
  signing: "Extending…",
  done: (date) => `Extended until ${date}.`,
};

/** @type {Ja["recovery"]} */
export const recovery = {
  heading: "Recover with the sheets",
  when: "For consultations that nobody’s passphrase can open. You don’t need this on an ordinary day.",
  steps: [
    "Enter code B of two sheets.",
    "Print three new sheets right away.",
    "The people of the desk can then read what could not be read.",
  ],
  undo: "Afterwards code B of the present sheets no longer works. This can’t be undone. Code A stays as it is.",
  open: "Next",
  paperHeading: "Print the three new sheets",
  paper: "These codes can’t be shown again. Nothing has changed yet: if you stop here, the present sheets stay valid.",
  print: "Print all three",
  printed: "All three are printed, and I can read them",
  printFirst: "Print and check all three before going on.",
  switch: "Change to the new sheets",
  signing: "Changing to the new sheets…",
  opening: "Making consultations readable",
  doneHeading: "Recovered",
  done: (count) => (count > 0 ? `The people of the desk can now read ${count} consultations.` : "There was no consultation that nobody could read."),
  doneNext: "Give the new sheets to three people in three places. Cross out code B on the old ones.",
  left: (count) => `${count} could not be opened with these sheets either. Tell whoever runs the system.`,
  sheet: (index) => `Recovery sheet ${index} of 3`,
  sheetB: "B: the code for making consultations readable again",
  sheetNote: "Two sheets together work. One alone opens nothing. Please don’t take a picture.",
  sheetA: "For code A, use the old sheet.",
  sheetDate: (date) => `Made on ${date}`,
};
