// @ts-check
/** The English twin of words_ja.js. */

/** @typedef {typeof import("./words_ja.js")} Ja */

/** @type {Ja["ways"]} */
export const ways = {
  one: "The passphrase is your only way in for now. Add a passkey too, so that you can still open things if you lose the card.",
  oneUnsupported: "The passphrase is your only way in. Keep the card where nobody sees it. If you lose it, tell a supervisor.",
  oneSignsIn: "Your passkey only signs you in: the passphrase is the only thing that opens consultations. A passkey on another device may open them too.",
  passphrase: "Passphrase",
  passphraseSaid: "The six words on your card. They always work.",
  change: "Change",
  changeName: "Change the passphrase",
  opens: "Signs you in and opens consultations.",
  signsIn: "Signs you in. To open consultations you enter the passphrase too.",
  added: (date) => `Added ${date}`,
  used: (date) => (date ? `Last used ${date}` : "Never used."),
  remove: "Remove",
  removeName: (label) => `Remove “${label}”`,
  loading: "Loading…",
};

/** @type {Ja["steps"]} */
export const steps = { back: "Back", next: "Next" };

/** @type {Ja["proof"]} */
export const proof = {
  passphrase: "Present passphrase",
  passphraseHint: "The six words of your card, in order, with spaces between them.",
  reveal: "Show the passphrase",
  byPasskey: "Confirm with a passkey",
  wrong: "That is not the passphrase. Look at your card and enter it again.",
  missing: "Please enter your passphrase.",
};

/** @type {Ja["adding"]} */
export const adding = {
  heading: "Add a passkey",
  lead: "Open this console with a fingerprint, a face, a PIN or a USB key. On a shared PC, use a USB key or your own phone.",
  label: "Name",
  labelHint: "To tell it apart later, for example “PC at the desk” or “my USB key”",
  labelMissing: "Please enter a name.",
  labelLong: "At most 32 characters, please.",
  proofHeading: "Is it you?",
  proofLead: "Then follow your browser to register the fingerprint, PIN or key.",
  doneHeading: "The passkey is added",
  opens: "From now on “Open with a passkey” is enough to open consultations.",
  signsIn: "This passkey only signs you in. To open consultations, enter the passphrase after it.",
  keep: "Keep the card with your passphrase all the same.",
};

/** @type {Ja["removing"]} */
export const removing = {
  heading: (label) => `Remove “${label}”?`,
  text: "This passkey will no longer open anything. Your passphrase stays as it is.",
  device: "Please also delete the passkey for “Hidamari” in the settings of the PC or phone where it is kept.",
  remove: "Remove",
};

/** @type {Ja["changing"]} */
export const changing = {
  heading: "Change the passphrase",
  lead: "Six new words. Copy them onto a card.",
  hint: "Write where nobody can watch. Please don’t take a picture.",
  written: "I have written them down",
  againHeading: "Enter them once more",
  againLead: "Look at the card and enter the new passphrase.",
  again: "New passphrase",
  differs: "These are not the same words. Check spelling and order on the card.",
  show: "Show the words again",
  proofHeading: "Is it you?",
  proofLead: "After this the old card no longer works, and your other screens are signed out.",
  doneHeading: "The passphrase is changed",
  done: "Cut the old card into small pieces and throw it away.",
};

/** @type {Ja["code"]} */
export const code = {
  on: "In use. When you open with the passphrase, you also enter digits from the app.",
  off: "Not in use.",
  start: "Start",
  stop: "Stop",
  heading: "Start using six digits",
  proofLead: "Have an app ready on your phone that shows digits (an “authenticator app”).",
  proofHeading: "Is it you?",
  scan: ["In the app on your phone, choose “Add” and point the camera at the picture below.", "Enter the six digits that the app shows."],
  picture: "Picture for the camera of the app",
  byHand: "If the picture can’t be read",
  byHandSaid: "In the app, choose to enter by hand and type these letters.",
  code: "Six digits",
  codeHint: "They change every 30 seconds.",
  wrong: "The digits are wrong. Wait until the app shows new ones and enter those.",
  shape: "Please enter six digits.",
  use: "Start",
  doneHeading: "Six digits are in use",
  done: "From now on, enter digits from the app when you open with the passphrase. If you lose the phone, tell a supervisor.",
  stopHeading: "Stop using six digits?",
  stopText: "Then the passphrase alone opens the console. Enter the present digits.",
};

/** @type {Ja["sessions"]} */
export const sessions = {
  current: "This screen",
  other: "Another screen",
  started: (time) => `Opened ${time}`,
  seen: (time) => `Last used ${time}`,
  end: "Sign it out",
  endName: (started) => `Sign out the screen opened ${started}`,
};

/** @type {Ja["problems"]} */
export const problems = {
  heading: "That did not work",
  declined: "It was cancelled or took too long. Please try again.",
  known: "The passkey of this device is added already.",
  many: "No more can be added. Remove one that you don’t use.",
  proof: "The time for confirming has run out. Close this and begin again.",
  inUse: "It is in use already.",
  last: "This office asks for a second factor. Add another one first, then take this one off.",
};
