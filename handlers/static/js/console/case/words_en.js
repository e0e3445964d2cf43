// @ts-check
/** The English twin of words_ja.js. */

export { topics } from "./words_ja.js";

/** @typedef {typeof import("./words_ja.js")} Ja */

/** @type {Ja["menu"]} */
export const menu = { open: "More", label: "What can be done here" };

/** @type {Ja["buttons"]} */
export const buttons = { back: "Back", close: "Close" };

/** @type {Ja["noting"]} */
export const noting = {
  action: "Write a note",
  tabs: { reply: "Reply", note: "Note" },
  tabsLabel: "What to write",
  label: "Note",
  hint: "Only your desk can read it. It is not sent to the resident, and it is erased with the consultation.",
  save: "Keep the note",
  saving: "Keeping…",
  count: (length, longest) => `${length.toLocaleString("en")} of ${longest.toLocaleString("en")} characters`,
  blank: "Write a note first.",
  kept: "What you wrote is still here.",
  saved: "The note is kept.",
};

/** @type {Ja["handing"]} */
export const handing = {
  action: "Hand over",
  heading: "Hand this consultation over",
  whom: "To whom",
  everybody: "Make it free again",
  everybodyHint: "Anybody at this desk can take it.",
  person: (name) => name,
  note: "What they should know",
  noteHint: "Up to 140 characters, for your desk only. You may leave it empty.",
  noteTooLong: "Please keep it to 140 characters.",
  after: "From then on you can’t open it any more. An unfinished reply is lost.",
  afterBack: "An unfinished reply is lost.",
  otherDesk: "People of another desk hold no key to it, so it can’t be handed to them. If another desk is right, tell the resident in a reply where to write.",
  alone: "Nobody else at this desk can open it right now. You can only make it free again.",
  confirm: "Hand over",
  done: (name) => `Handed over to ${name}.`,
  doneEverybody: "It is free again.",
};

/** @type {Ja["agreed"]} */
export const agreed = {
  action: "Agree on words",
  change: "Change the agreed words",
  heading: "Words agreed with the resident",
  lead: "They tell whether it is really them, and whether it is safe to talk. Agree on them in your replies, then write them here.",
  code: "Code word",
  codeHint: "Ask for it before something important. Who writes it is the resident.",
  decoy: "Decoy word",
  decoyHint: "An everyday word that the resident writes when somebody is beside them, such as the weather.",
  none: "Leave both empty to do without.",
  tooLong: "Please keep it to 30 characters.",
  same: "The two must differ, and neither may be part of the other.",
  tooShort: "Choose something longer: a short word gets lost in ordinary sentences.",
  confirm: "Keep",
  done: "The words are kept.",
  stopped: "There are no agreed words any more.",
  inHead: "Words are agreed",
  show: "Show",
  hide: "Hide",
  codeIs: (word) => `Code word “${word}”`,
  decoyIs: (word) => `Decoy word “${word}”`,
  confirmed: (time) => `The resident wrote the code word at ${time}.`,
  decoyHeading: "The decoy word was used",
  decoyText: (time) => `At ${time}. Somebody may be beside them. Write nothing that shows what this is about: send only something neutral.`,
  neutral: "Insert something neutral",
};

/** @type {Ja["flagging"]} */
export const flagging = {
  raise: "Mark as worrying",
  lower: "Take the mark away",
  raised: "It is marked, in the list too.",
  lowered: "The mark is gone. It comes back by itself with the next worrying word.",
};

/** @type {Ja["reopening"]} */
export const reopening = {
  action: "Open again",
  heading: "Open this consultation again?",
  lines: [
    "You can reply again, and the day of erasing is called off.",
    "The resident was told that it ended, and when it is erased. Tell them in a reply; a draft will be there.",
  ],
  confirm: "Open again",
  done: "It is open again. Please tell the resident in a reply.",
};

/** @type {Ja["deleting"]} */
export const deleting = {
  action: "Erase now",
  heading: "Erase this consultation now?",
  lines: [
    "All that was said, all pictures and all notes are erased. Nobody can bring them back.",
    "The resident is not told. If there is something to say, send a reply first.",
  ],
  reason: "Why",
  reasonMissing: "Please choose why.",
  reasons: {
    asked: { text: "The resident wishes it", hint: "They can also do it themselves: by sending 「消す」 on LINE." },
    mistake: { text: "It was sent by mistake", hint: "" },
    test: { text: "It was only a test", hint: "" },
  },
  next: "Next",
  sure: "Really erase it?",
  sureLine: "Erasing begins as soon as you press. To keep it, press “Back”.",
  receipt: (number, address) => `Receipt number: ${number}. With it anybody can check at ${address} that it is gone. To give it to the resident, send it in a reply first.`,
  draft: "Your unfinished reply or note goes too.",
  confirm: "Erase now",
  done: "Erased. In a few seconds it can’t be brought back.",
};

/** @type {Ja["holding"]} */
export const holding = { action: "Put erasing on hold" };

/** @type {Ja["head"]} */
export const head = {
  handed: (name, time) => `Handed over by ${name} at ${time}. Not answered since.`,
  handedBySomebody: (time) => `Handed over at ${time}. Not answered since.`,
};

/** @type {Ja["inside"]} */
export const inside = {
  only: "Inside only",
  note: "Note",
  handover: "Hand-over",
  handedTo: (name) => `To ${name}`,
  handedToAll: "To everybody at the desk",
  words: "Agreed words",
  wordsStopped: "There are no agreed words any more.",
  wordsSet: "Words were agreed. Press “Show” above to see them.",
  check: "Check before sending",
  checkLead: "What is to be sent:",
  agreedTo: "Checked: fine",
  declined: "Checked: please change it",
  empty: "(no words)",
};

/** @type {Ja["problems"]} */
export const problems = {
  held: "Somebody asked to keep this consultation from being erased. It can’t be erased now; talk to a supervisor.",
  wished: "The resident wished it erased, so it can’t be opened again.",
  another: "The same resident has a new consultation open. Please go on there.",
  late: "Its time has passed, so it can’t be opened any more. It is about to be erased.",
  taker: "This person can’t open all of it. Please choose somebody else.",
  notMine: "Only who is in charge of it can do this.",
  crowded: "Something new came in between. Please press again.",
};
