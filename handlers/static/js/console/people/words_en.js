// @ts-check
/** The English twin of words_ja.js. */

/** @typedef {typeof import("./words_ja.js")} Ja */

/** @type {Ja["talk"]} */
export const talk = { close: "Close", back: "Back", next: "Next", waiting: "Please leave this page open until it is done." };

/** @type {Ja["ROLES"]} */
export const ROLES = { counselor: "Counselor", supervisor: "Supervisor", clerk: "Clerk", auditor: "Auditor" };

/** @type {Ja["ROLE_LINES"]} */
export const ROLE_LINES = {
  counselor: "Reads the consultations of the desk and answers them.",
  supervisor: "Reads and answers consultations, and also adds people and ends their registration.",
  clerk: "Looks after bookings and flyers. Can’t read consultations.",
  auditor: "Checks that records were erased as promised. Can’t read consultations.",
};

/** @type {Ja["list"]} */
export const list = {
  loading: "Loading…",
  you: "You",
  own: "Your own registration is changed or ended by another supervisor.",
  signInName: "Name for signing in",
  desks: "Desks",
  noDesk: "none",
  spare: "Other ways in",
  spareNone: "None yet",
  sparePasskeys: (count) => (count === 1 ? "1 passkey" : `${count} passkeys`),
  spareCode: "six digits",
  open: "Open screens",
  openCount: (count) => (count > 0 ? String(count) : "none"),
  signOut: "Sign out",
  since: (date) => `since ${date}`,
  checkNumber: "Check number",
  lost: "Passphrase lost",
  move: "Change desks",
  leave: "End registration",
  about: (name, act) => `${name}: ${act}`,
  invited: "The card was handed over. Not registered yet.",
  until: (date) => `The card works until ${date}`,
  expired: "The card has run out. Withdraw it and begin again with “Add somebody”.",
  arrived: "The registration has arrived. Please compare the numbers.",
  again: "New passphrase",
  compare: "Compare numbers",
  withdraw: "Withdraw",
};

/** @type {Ja["invite"]} */
export const invite = {
  heading: "Add somebody",
  displayName: "Name",
  displayNameHint: "Colleagues see this name. Residents don’t.",
  name: "Name for signing in",
  nameHint: "Small letters and digits, for example tanaka",
  nameFree: "This name is free.",
  nameLetters: "Use small letters and digits only. From the second character on, “.”, “-” and “_” work too.",
  nameLong: "At most 32 characters, please.",
  nameTaken: "This name is taken. Change it, for example by adding a digit.",
  role: "Role",
  desks: "Desks",
  desksHint: "They will be able to read the consultations of these desks, earlier ones too.",
  desksMissing: "Choose at least one desk.",
  nameMissing: "Please enter a name.",
  twoSheets: "Adding this person takes two recovery sheets.",
  next: "Next comes the card to hand over.",
  make: "Make the card",
};

/** @type {Ja["card"]} */
export const card = {
  heading: (name) => `The card for ${name}`,
  beside: (name) => `Let ${name} open it while sitting beside you.`,
  steps: [
    "Open the address of the card on their own PC.",
    "Enter the registration code.",
    "Compare the check number at the end with the one on your screen.",
  ],
  address: "Address",
  code: "Registration code",
  office: "Office number",
  valid: "Valid",
  until: (date) => `Once, until ${date}.`,
  once: "This card can’t be shown again. Print it or copy it by hand.",
  print: "Print",
  copy: "Copy the address with the code",
  copied: "Copied. Send it to nobody but this person.",
  notCopied: "Could not be copied. Print it or copy it by hand.",
  paperTitle: (name) => `Registration card for ${name}`,
  paperNote: "Shred it after use.",
};

/** @type {Ja["confirm"]} */
export const confirm = {
  heading: (name) => `Compare the numbers of ${name}`,
  how: "Is the check number on their screen the same as the one below? Compare side by side or by reading aloud. A call or a mail alone is not enough.",
  then: (name, desks) => `Once added, ${name} can read the consultations of ${desks}, earlier ones too.`,
  thenNoDesk: "Once added, they can sign in. They can’t read consultations.",
  thenAgain: (name) => `Once added, the old passphrase of ${name} stops working. Their consultations stay with them.`,
  role: "Role",
  desks: "Desks",
  name: "Name for signing in",
  same: "The numbers match: add",
  differs: "They differ",
  later: "Later",
  wrongHeading: "When the numbers differ",
  wrong: "Somebody may have put themselves in between. This registration is not used and will be withdrawn.",
  wrongNext: "Give the person a new card. If the numbers differ again, don’t add them and tell whoever runs the system.",
  remove: "Withdraw this registration",
  removed: "Withdrawn. Nothing can be read with it.",
  signing: "Adding…",
  opening: "Making earlier consultations readable",
  doneHeading: (name) => `${name} is added`,
  done: "They can sign in now.",
  doneHistory: (count) => `${count} earlier consultations are readable for them too.`,
  doneLater: "What is not readable yet becomes so when somebody of the same desk checks the number on their own screen.",
  supervisor: "To add a supervisor, enter code A of two recovery sheets.",
  broken: "The registration that arrived is damaged. Don’t add it; withdraw it.",
};

/** @type {Ja["lost"]} */
export const lost = {
  heading: (name) => `A new passphrase for ${name}`,
  why: "Nobody can look up a lost passphrase. A new one is made instead.",
  steps: ["You make a card for the person.", "They make a new passphrase.", "The two of you compare the check number."],
  keeps: "Their own consultations and earlier ones become readable again.",
  old: (name) => `Until the numbers are compared, nothing changes. After that, the old passphrase and passkeys of ${name} stop working. This can’t be undone.`,
  twoSheets: "This is a supervisor: comparing the numbers takes two recovery sheets.",
  make: "Make a new card",
};

/** @type {Ja["move"]} */
export const move = {
  heading: (name) => `Change the desks of ${name}`,
  added: "The consultations of a desk that is added become readable, earlier ones too.",
  removed: "The consultations of a desk that is taken away stop being readable at once. Those in their charge become free again.",
  save: "Change desks",
  signing: "Changing desks…",
  opening: "Putting in order who can read what",
  done: "The desks are changed.",
  same: "The desks are the same as before.",
};

/** @type {Ja["leave"]} */
export const leave = {
  heading: (name) => `End the registration of ${name}`,
  looking: "Looking for consultations to pass on",
  assigned: (count) => (count > 0 ? `Consultations in their charge: ${count}` : "They are in charge of no consultation."),
  to: "Who takes over?",
  nobody: "Nobody yet (they become free)",
  readable: "Others can read everything that is left.",
  after: "This is what happens. It can’t be undone.",
  afterList: (name) => [
    `${name} can no longer sign in from that moment. Open screens close too.`,
    "They can’t open anything that arrives from then on.",
    "To work here again they register anew.",
  ],
  honest: "What was read or copied by hand before can’t be taken back.",
  type: (name) => `To be sure, type “${name}”`,
  typed: "That is not the name.",
  end: "End registration",
  signing: "Ending the registration…",
  guarding: "Making sure that only those who stay can open things",
  blockedHeading: (count) => `If it ended now, nobody could read ${count} consultations`,
  blocked: "Do one of these first.",
  blockedList: (name, others) => [
    `Let ${name}${others.length ? ` or ${others.join(", ")}` : ""} sign in once. When the screen asks whether a new colleague may read, let them check the number and press the button.`,
    "If nobody can sign in, make them readable with two recovery sheets (“Recovery sheets” at the end of this screen).",
  ],
  again: "Look again",
  doneHeading: (name) => `The registration of ${name} has ended`,
  doneHanded: (count, to) => (to ? `${count} consultations in their charge went to ${to}.` : `${count} consultations in their charge are free again.`),
  doneSessions: "They are signed out everywhere. Passkeys no longer work.",
  doneGuarded: (count) => `${count} consultations can be opened only by those who stay.`,
  doneLater: "What is left is put in order when somebody of the same desk signs in.",
};

/** @type {Ja["screens"]} */
export const screens = {
  heading: (name) => `Sign out every screen of ${name}?`,
  open: "These screens are open. On which PC is not known.",
  one: (started, seen) => `Opened ${started}, last used ${seen}`,
  none: "No screen is open any more.",
  after: "From now on nothing is given to them, and they shut in a few seconds. One that is hidden shuts when somebody looks at it.",
  told: (name) => `${name} is told your name and the time at the next sign-in. It also stands in the audit log.`,
  card: "If the card with the passphrase was lost with the PC, press “Passphrase lost” after this.",
  end: "Sign out",
  doneHeading: "Signed out",
  done: (count) => (count > 0 ? `Screens shut: ${count}.` : "No screen was open any more."),
};

/** @type {Ja["second"]} */
export const second = {
  on: "A second factor is necessary beside the passphrase. Whoever has none sets one up first at the next sign-in.",
  off: "For now the passphrase alone is enough.",
  advice: "We advise to make it necessary for all, so that nobody reads consultations who has only seen a card. Each person needs a USB key or their own phone.",
  without: (names) => `Still without: ${names}`,
  all: "Everybody has one.",
  changed: (name, when) => `Decided by ${name}, ${when}.`,
  somebody: "a supervisor",
  demand: "Make it necessary for all",
  release: "Let the passphrase be enough",
  demandHeading: "Make a second factor necessary for all?",
  demandText: "From now on the passphrase alone opens nothing. It takes a passkey or six digits.",
  demandAfter: [
    "Screens that were opened with the passphrase alone shut at once. Unfinished words can be continued by opening again on the same screen.",
    "Whoever has none sets one up at the next sign-in. Until then they open neither consultations nor bookings.",
    "Give whoever loses the key or the phone a new card with “Passphrase lost”.",
  ],
  releaseHeading: "Let the passphrase be enough?",
  releaseText: "Then whoever has seen a card needs nothing else. Those who use six digits are still asked for them.",
  ownFirst: "First set up your own under “Settings” and sign in again with it. Then you can make it necessary for all.",
};

/** @type {Ja["problems"]} */
export const problems = {
  epoch: "Somebody else has just changed the list of people. Please try again.",
  taken: "This name is taken. Change it, for example by adding a digit.",
  renewing: "There is a card for this person already. Look under “Coming soon”.",
  lastSupervisor: "No supervisor would be left. Add another one first.",
  deskEmpty: "Nobody could read the consultations of this desk. Add somebody to it first.",
  notSeated: "At a desk where you don’t sit there are consultations that only the sheets can open. Join that desk before you make new sheets.",
  rosterKey: "Your registration can’t add people or end their registration. Tell whoever runs the system.",
  refused: "The server did not accept it. Nothing has changed. Load the page anew and try again.",
  heading: "That did not work",
  nothingChanged: "Nothing has changed.",
};

/** @type {Ja["awaiting"]} */
export const awaiting = {
  heading: (name) => `${name} has joined. Let them read earlier consultations?`,
  count: (count) => `Not readable for them yet: ${count}`,
  how: "Compare the check number below with theirs, or with that of the supervisor who added them.",
  paperHeading: "There are new recovery sheets. Let them open earlier consultations too?",
  paperHow: "Compare the check number below with the one under “Recovery sheets” on a supervisor’s screen.",
  confirm: "I have checked. Make them readable",
  working: "Making them readable",
  done: "They are readable now.",
  later: "That did not work for now. It is tried again when the connection is back.",
};
