// @ts-check
/** The English sentences of the screen of placements. */

/** @type {import("./words_ja.js").Words} */
export const words = {
  failed: "Could not be loaded. Wait a little and open this screen again.",
  none: "There is no place yet. Begin with “Add a place”.",
  kinds: {
    library: "Library", branch: "City or town hall", school: "School", clinic: "Clinic or pharmacy", work: "Work",
    handout: "A hand-out", web: "Web and city news",
  },
  leads: { room: "To the page without LINE", account: "To adding the account on LINE", both: "To a choice of the two" },
  shown: "On the public list",
  hidden: "Not on the public list",
  retired: "Taken away",
  measures: { open: "Opened", first: "First words", add: "Went on to LINE" },
  recent: "The 3 months before this one",
  openOf: (name) => `Open ${name}`,
  open: "Open",
  back: "Back to the list",
  fresh: "A new place",

  code: "Code",
  qr: {
    heading: "QR code",
    lead: "A drawing to put on paper, with the code of the place under it. Not smaller than 2 cm, please.",
    picture: (code) => `QR code of the place ${code}`,
    download: "Save the QR code (SVG)",
    address: "The address in the QR code",
    copy: "Copy the address",
    copied: "Copied.",
    notCopied: "Could not be copied. Select the address and copy it.",
    kept: "The address carries the office's fingerprint, so that a phone can tell by the paper alone whether this is the real office.",
  },

  figures: {
    heading: "What this paper led to",
    chart: "Chart: how often it was opened, by month. The same numbers are in the table below.",
    charted: "How often it was opened",
    month: "Month",
    note: "Numbers up to 4, and 0 too, are only said to be “under 5”, so that nobody can be made out by a number. A month is shown once it is over.",
    noteOpen: "At places of this kind, how often it was opened is shown as it is, also of this month.",
    hint: "“Opened” is a hint: whoever opens it twice counts as two, and anybody can drive it up. Who came is kept nowhere.",
    compare: "Supervisors find numbers by kind, beside the survey's “Where people heard of it”, on the screen “Statistics”.",
  },

  form: {
    heading: "About this place",
    name: "What you call it here",
    nameHint: "For this screen and the statistics. Residents don't see it.",
    kind: "Kind",
    leads: "Where the QR code leads",
    leadsHint: {
      room: "No name, nothing to sign up for. The company LINE learns nothing.",
      account: "Says what LINE learns, then leads on to adding the account.",
      both: "Shows LINE and the page without it side by side.",
    },
    noAccount: "The name of the LINE account is not in the settings yet. To lead people to LINE, ask who runs the system to set LINE_BASIC_ID.",
    printed: "The QR code of paper that is printed already stays as it is.",
    noRoom: "The page without LINE is not in use now.",
    shown: "Show it to residents as a place where they can get paper",
    private: "Schools and workplaces can't be shown. Parents and people at work read the list, too, and must not learn who fetches paper there.",
    shownNames: "Name on the public list",
    address: "Address, floor, where exactly",
    hours: "When it can be fetched",
    hoursHint: "May be left empty. If not, please fill in all three.",
    flyers: "Leaflets that lie here",
    flyersHint: "They are listed with this place as “where to get it on paper”.",
    noFlyers: "There are no leaflets yet.",
    add: "Add",
    save: "Save",
  },
  added: (name, code) => `Added “${name}”. Its code is ${code}.`,
  saved: (name) => `Saved “${name}”.`,

  retiring: {
    heading: "When the paper was taken away",
    lead: "It leaves the public list. The code stays, and whoever comes by paper that somebody still has is counted.",
    act: "The paper was taken away",
    done: (name) => `“${name}” is marked as taken away.`,
    undo: "It lies there again",
    undone: (name) => `“${name}” is marked as lying there again.`,
    over: "The paper here was taken away.",
    late: "Somebody else has changed this before you. This is how it is now. Please press again.",
    failed: "Could not be saved. Wait a little and press again.",
  },

  problems: {
    private: "Schools and workplaces can't be shown.",
    leads: "It can't lead there now.",
    choose: "Please choose where the QR code leads.",
    gone: "A leaflet has been deleted. Please open this screen again.",
  },
};
