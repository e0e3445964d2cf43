// @ts-check
/** What the calendar for visits says in English. */

/** @typedef {import("./types.js").State} State */

export const visits = {
  between: " · ",
  views: { day: "Day", week: "Week", month: "Month", pool: "Wished, waiting" },
  before: { day: "Day before", week: "Week before", month: "Month before" },
  after: { day: "Next day", week: "Next week", month: "Next month" },
  today: "Today",
  /** @param {string} first @param {string} last */
  week: (first, last) => `${first} to ${last}`,
  poolHeading: "Wished and waiting",
  failed: "The bookings could not be loaded. The page tries again by itself.",
  noPlaces: "No place has been given to you yet",
  noPlacesMore: "Ask a supervisor to choose the places that you work for. Their bookings then stand here.",
  noPlacesLead: "There is no place that takes bookings yet",
  noPlacesLeadMore: "Once places, kinds of visit and times are set, bookings stand here.",
  code: "Code",
  find: {
    missing: "Enter a code.",
    none: "No booking at your places has this code. Check it once more.",
  },
  states: /** @type {Record<State, string>} */ ({
    wished: "Wished", waiting: "Waiting", offered: "Asked", booked: "Booked",
    attended: "Came", missed: "Did not come", cancelled: "Cancelled",
  }),
  /** @param {number} count */
  persons: (count) => (count === 1 ? "1 person" : `${count} people`),
  privateRoom: "Private room",
  privateRoomWish: "Private room wished",
  openRoom: "Need not be private",
  noRoom: "No room yet",
  anywhere: "Any place",
};

export const slot = {
  /** @param {number} taken @param {number} capacity */
  count: (taken, capacity) => `${taken} of ${capacity}`,
  full: "Full",
  /** @param {number} free */
  left: (free) => `${free} left`,
  /** @param {number} count */
  choosing: (count) => (count === 1 ? "Somebody is just choosing it" : `${count} people are just choosing it`),
  gone: "No such slot now",
  enter: "By telephone",
  /** @param {string} time */
  enterAt: (time) => `Enter a booking by telephone at ${time}`,
  capacity: "Capacity",
  /** @param {string} time */
  capacityOf: (time) => `Change how many visits ${time} takes`,
  only: "Only for",
};

export const days = {
  closed: "Closed",
  /** @param {string} note */
  closedFor: (note) => `Closed (${note})`,
  empty: "There are no slots on this day",
  emptyMore: "Slots come from the times under “Set-up”. For other days use the keys ← → or the buttons above.",
  emptyClosed: "The place is closed on this day",
  /** @param {string} day */
  next: (day) => `Go to the next day with a free time: ${day}`,
  noBookings: "Nobody has booked on this day yet",
  noBookingsMore: "When somebody calls, enter their booking with “By telephone” beside a free time. You then see the code to tell them.",
  weekNone: "No slots",
  /** @param {number} taken @param {number} capacity */
  counted: (taken, capacity) => `${taken}/${capacity}`,
  /** @param {number} taken @param {number} capacity */
  countedSaid: (taken, capacity) => `${taken} of ${capacity}`,
  legend: "Numbers are bookings of slots. Choose a day to open it.",
};

export const pool = {
  empty: "Nobody is waiting",
  emptyMore: "Who finds no free time can name up to three, or wait for one. They stand here, the oldest first. When you propose a time, its seat is kept until they have answered.",
  /** @param {number} number */
  wish: (number) => `Wish ${number}`,
  /** @param {string} first @param {string} last */
  waiting: (first, last) => `Waits for a time from ${first} to ${last}`,
  /** @param {string} when @param {string} until */
  offered: (when, until) => `Was asked whether ${when} suits; may answer until ${until}`,
  /** @param {string} when */
  made: (when) => `Since ${when}`,
  /** @param {number} count */
  offers: (count) => `Proposals left unanswered: ${count}`,
};

export const open = {
  close: "Close",
  gone: "This booking is not here any more: it was handed over to another place, or erased.",
  when: "When",
  noTime: "Not settled yet",
  place: "Place",
  kind: "Visit",
  persons: "People",
  room: "Room",
  roomWish: "Room wished",
  callName: "Name to call",
  noName: "None (call the code)",
  note: "Note",
  noNote: "None",
  destroyed: "Name and note were erased",
  language: "Language",
  languages: { ja: "日本語", easy: "やさしい日本語", en: "English" },
  wishes: "Times wished",
  waiting: "Waits for",
  origin: "Booked by",
  origins: { talk: "LINE", page: "The page for bookings", desk: "Telephone or counter" },
  due: "Erased",
  /** @param {string} day */
  dueOn: (day) => `All of it on ${day}`,
  offer: "Proposal",
  /** @param {string} until */
  offerUntil: (until) => `May answer until ${until}`,
  told: {
    line: "When you change time or place, their LINE says that there is something to check.",
    silent: "They chose not to be told. They see a change when they open their bookings.",
    desk: "Booked by telephone: when you change something, please tell them yourself.",
  },
  acts: {
    attended: "Came", missed: "Did not come", undo: "Take the mark back", room: "Assign a room", roomChange: "Change the room",
    move: "Change the time", handover: "Hand over to another place", cancel: "Cancel the booking", propose: "Propose a time", settle: "Enter a time agreed with them",
  },
};

export const asking = {
  back: "Back",
  done: "Close",
  day: "Day",
  place: "Place",
  time: "Time",
  noSlots: "There are no slots on this day. Choose another, or have one made.",
  other: {
    make: "Another time", hint: "One slot is made for this booking.", start: "Begins", minutes: "Minutes",
    wrong: "Check the day, the beginning and the length (5 to 480 minutes).",
  },
  loading: "Loading…",
  choose: "Choose a time.",
  /** @param {number} free */
  free: (free) => `${free} free`,
  full: "Full",
  notThis: "Not for this kind of visit",
  room: {
    heading: "Assign a room", label: "Name or number of the room", save: "Assign", none: "No room",
    hint: "It does not stand on the printed list. Tell the visitor at the counter.",
  },
  move: { heading: "Change the time", lead: "The code stays. The present seat becomes free once the new time is settled.", save: "Change to this time" },
  settle: { heading: "Enter a time agreed with them", lead: "For a time that you have agreed on in person. It is booked without waiting for an answer.", save: "Book this time" },
  handover: {
    heading: "Hand over to another place", label: "To", save: "Hand over",
    lead: "If the same time is free there, it is booked there. Otherwise the present time becomes the first wish there. The code stays.",
    leadWish: "What was wished goes to the other place as it is. The code stays.",
    /** @param {string} name */
    done: (name) => `Handed over: ${name}.`,
  },
  cancel: {
    heading: "Cancel this booking?", save: "Cancel the booking",
    lead: "Name and note are erased at once, and the seat becomes free. This can’t be undone.",
    reason: "Nobody is asked why, and no reason is kept.",
  },
  propose: {
    heading: "Propose a time", save: "Propose this time", other: "Another time",
    lead: "The seat is kept until they have answered.",
  },
  enter: {
    heading: "Enter a booking by telephone", save: "Book", kind: "Visit", persons: "People",
    roomYes: "A private room, please", name: "Name to call (may be left empty)", nameHint: "Don’t ask for a legal name. Up to 40 characters.",
    note: "Note (may be left empty)", noteHint: "Only what is needed on the day, such as a wheelchair or an interpreter. Up to 200 characters.",
    language: "Language",
    beyond: "Days within the lead time are possible too; more than there are slots is not.",
    made: "Booked",
    say: "Tell them this code",
    /** @param {string} code */
    sayHow: (code) => `On the day it is enough to say ${code} at the counter. Nobody has to say what they come for.`,
    /** @param {string} one */
    spelled: (one) => `Read aloud: ${one}`,
  },
  capacity: {
    heading: "How many visits this slot takes", label: "Visits at the same time", save: "Change",
    /** @param {number} taken */
    lead: (taken) => (taken > 0 ? `${taken} booked already: it can’t be fewer.` : "With 0 nobody can book this time."),
    wrong: "Enter a number from 0 to 50.",
  },
};

export const problems = {
  full: "Somebody else has just booked this time.",
  closed: "There is no such slot any more.",
  "too-soon": "It is too late to book this day.",
  "too-late": "It is too late to change it.",
  "too-far": "That is further ahead than bookings are taken.",
  limit: "This person has as many bookings here as one may.",
  gone: "This booking is not here any more.",
  stale: "A colleague or the visitor was quicker. Go back and look at it as it is now.",
  past: "That time is over.",
  kind: "This time does not take this kind of visit.",
  persons: "Not so many people can come for this.",
  "not-here": "This place does not take that.",
  entry: "Check what you entered.",
  time: "Check day and time.",
  room: "A room’s name has 40 characters at most.",
  capacity: "Enter a number from 0 to 50.",
};

/** @param {number} taken */
export const booked = (taken) => `${taken} booked already: it can’t be fewer.`;

/** @param {string} times */
export const instead = (times) => `Free nearby: ${times}`;

export const said = {
  attended: "Marked: came.", missed: "Marked: did not come.", booked: "The mark was taken back.",
  /** @param {string} room */
  room: (room) => (room ? `Room: ${room}.` : "No room."),
  /** @param {string} when */
  settled: (when) => `Booked: ${when}.`,
  /** @param {string} when */
  moved: (when) => `Changed to ${when}.`,
  cancelled: "Cancelled.",
  offered: "Proposed. Waiting for the answer.",
  /** @param {number} capacity */
  capacity: (capacity) => `This slot now takes ${capacity}.`,
};

export const printing = {
  title: "Plan",
  none: "Nothing planned.",
  time: "Time",
  code: "Code",
  came: "Came",
  byButton: "Print the list with the button “Print”.",
};

export const keys = [
  ["← →", "Before, after"],
  ["t", "Today"],
  ["d w m p", "Day, week, month, wished and waiting"],
  ["↑ ↓ · k j", "Up and down the bookings"],
  ["Enter", "Open the chosen booking"],
  ["n", "Enter a booking by telephone"],
  ["/", "Find by code"],
  ["Esc", "Close the booking"],
  ["?", "This list"],
];
