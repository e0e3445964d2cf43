// @ts-check
/** The English twin of words_ja.js. */

/** @typedef {typeof import("./words_ja.js")} Ja */

export const problem = "This could not be loaded. Wait a little and open this screen again.";

/** @type {Ja["due"]} */
export const due = {
  lead: (held, paused) => {
    const parts = ["Consultations, bookings and orders of paper whose day of erasing comes within 30 days. Nobody can bring them back afterwards."];
    if (held > 0) parts.push(`Besides these, erasing is on hold for ${held}.`);
    if (paused > 0) parts.push(`Something new came in for ${paused}, so their day was put off once.`);
    return parts.join(" ");
  },
  overdue: "Overdue",
  count: (count) => String(count),
};

/** @type {Ja["REASONS"]} */
export const REASONS = {
  court: "A court, the police or the like ask for it",
  safety: "For the safety of the resident or the family",
  complaint: "A complaint or an appeal is under way",
  request: "The resident wishes it",
};

/** @type {Ja["holds"]} */
export const holds = {
  until: (date) => `until ${date}`,
  askedBy: (name) => `${name} asked for it`,
  waiting: "Waits for agreement. Erasing is not on hold yet.",
  agreed: "Erasing is on hold.",
  agree: "Agree",
  lift: "Lift",
  own: "Another supervisor has to agree.",
  reasonMissing: "Please choose a reason.",
  dateMissing: "Please choose a day after tomorrow’s for the end.",
  asked: "Agreement was asked for. It takes effect when a supervisor agrees on the screen “Erasing”.",
};

/** @type {Ja["proof"]} */
export const proof = {
  lastRun: "Erasing last ran",
  finalAt: "Last became irreversible",
  head: "Newest certificate",
  number: (number) => `No. ${number}`,
  never: "Not yet",
};

/** @type {Ja["policy"]} */
export const policy = {
  version: "Name of the policy",
  terms: {
    consultation_days_after_closure: "From the end of a consultation until it is erased",
    consultation_silence_days: "Silence until it ends by itself",
    silence_notice_days: "The resident is told this long before",
    pause_hours: "Something new shortly before erasing puts it off once, by",
    hold_longest_days: "Longest time that erasing can be on hold",
    paper_order_days: "From an order of paper until it is erased",
    booking_days_after_visit: "From a visit until its booking is erased",
    webhook_receipt_days: "Receipts of what LINE sends",
    audit_log_days: "The audit log",
  },
  value: (term, value) => {
    if (term.endsWith("_hours")) return `${value} hours`;
    if (value % 365 !== 0) return value === 1 ? "1 day" : `${value} days`;
    return value === 365 ? "1 year" : `${value / 365} years`;
  },
};

/** @type {Ja["alarms"]} */
export const alarms = {
  heading: "Something needs a look",
  whom: "Please show this screen to whoever runs the system.",
  titles: {
    "missed-run": "The nightly erasing has not run for more than a day.",
    "orphan-rows": "Parts of records that were erased are still there.",
    "consultation-without-key": "A consultation can’t be opened because its key is missing.",
    "key-without-consultation": "A key is left that belongs to no consultation, booking or order.",
    "booking-without-key": "The name and note of a booking can’t be opened because its key is missing.",
    "booking-without-seat": "A booking is confirmed, but no seat is kept for it at its time.",
    "seat-without-booking": "A seat is taken at some time, but by nobody’s booking.",
    "order-without-key": "The address of an order of paper can’t be opened because its key is missing.",
    "order-overdue": "An order of paper is still here after its day of erasing.",
    "unshipped-table": "The place of the copies can’t be written to. Erasing is not finished.",
    "unfinished-rotation": "Erasing stopped halfway.",
    "kek-away": "The place that holds the key for erasing (Vault) can’t be reached. Consultations go on, but no deletion becomes final. Tell whoever runs the system.",
    "kek-volume": "The key for erasing lies where it can’t be overwritten.",
    "ledger-broken": "The certificates of erasing may have been tampered with.",
    "audit-broken": "The audit log may have been tampered with.",
  },
  other: "A check of the system found something unusual.",
  quota: {
    "quota-80": {
      title: "80 % of this month’s LINE messages are used.",
      more: "Sending goes on. If it may not last, talk to whoever runs the system soon.",
    },
    "quota-95": {
      title: "95 % of this month’s LINE messages are used.",
      more: "Sending will stop soon. Tell whoever runs the system, and send urgent replies first.",
    },
    "quota-spent": {
      title: "This month’s LINE messages are used up.",
      more: "Replies that were sent are not lost: they go out in order as soon as LINE lets them. Until then they have not arrived.",
    },
  },
};
