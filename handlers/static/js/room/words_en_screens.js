// @ts-check
/** The English sentences of the room's other screens. */

/** @type {import("./words_ja_screens.js").ScreenWords} */
export const words = {
  survey: {
    heading: "Just three questions",
    count: (number) => `${number} / 3`,
    questions: [
      "Did talking help you sort out how you feel?",
      "When is it easiest for you?",
      "Where did you hear of us?",
    ],
    note: "You need not answer. Nobody can tell who answered.",
    items: {
      yes: "Yes", some: "A little", little: "Not much", moya: "Still unclear",
      early: "Early morning", noon: "Daytime", night: "Night", weekend: "Weekend",
      library: "Library", branch: "City or town hall", school: "School", clinic: "Hospital, pharmacy", work: "Work",
      handout: "Something handed out", web: "Online, newsletter", people: "From somebody", long_ago: "Saw it long ago", forgot: "I don't remember",
    },
    skip: "I'd rather not say",
    thanks: "Thank you for telling us.",
  },

  menu: {
    heading: "Menu",
    number: "Return number",
    numberHint: "To read on with another device",
    knock: "A word on LINE",
    knockHint: "When there is a reply, one neutral line",
    agreed: "Code word and decoy word",
    agreedHint: "To know it is you; for when somebody looks",
    language: "Language",
    more: "Tell me more",
    moreHint: "What is kept, and where; what we can't promise",
    end: "Pause here",
    endHint: "Write again and we go on",
    erase: "Erase",
    eraseHint: "Everything written here",
    forget: "Remove from this device",
    forgetHint: "With the number you can go on later",
  },

  number: {
    heading: "Return number",
    lead: "With this number you can read on with another phone or computer.",
    show: "Show the number",
    showHint: "Press when nobody is near.",
    hide: "Hide the number",
    where: "To use it, open this place again and press “I have a return number”.",
    keep: [
      "Copying it onto paper is safest. A photo of it may be seen by others.",
      "Whoever knows the number can read on. We never ask you for it.",
      "If you lose it, we cannot look it up.",
      "If you erase everything, the number no longer works either.",
    ],
    print: "Print it",
    printNote: "Only the number appears on the paper.",
    gone: "This device cannot show the number.",
    paper: "Memo",
  },

  resume: {
    heading: "Enter your number",
    lead: "26 characters. Capitals, small letters and spaces do not matter. 0 is read as O, 1 as I, 8 as B.",
    label: "Return number",
    open: "Go on",
    opening: "Opening",
    short: (left) => `${left} more ${left === 1 ? "character" : "characters"}.`,
    long: (more) => `${more} ${more === 1 ? "character" : "characters"} too many.`,
    letters: "The number has letters A to Z and digits 2 to 7 only. Something else is in it.",
    typo: "One character seems to be wrong. Please compare it with your paper again.",
    unknown: "There is no talk under this number. The number is not right, or the talk has been erased. What is erased nobody can bring back.",
    away: "No connection. The number may be right. Please wait a little and press again.",
    failed: "It could not be opened. Please wait a little and press again.",
    new: "Start afresh",
  },

  knock: {
    heading: "A word on LINE",
    lead: "When there is a reply, only “There is something new for you” arrives on LINE. The reply itself does not.",
    on: "Let me know",
    off: "Don't",
    hours: "When it may arrive",
    hour: { any: "Any time", day: "9:00-17:00", evening: "17:00-21:00", office: "Weekdays 9:00-17:00" },
    note: "If somebody else looks at your phone, “Don't” is safer.",
    saved: "Changed.",
    failed: "It could not be changed. Please press again.",
  },

  agreed: {
    heading: "Code word and decoy word",
    code: "Code word",
    codeHint: "People here ask for it when they want to be sure that it is you.",
    decoy: "Decoy word",
    decoyHint: "When somebody is looking, send only this word. The screen hides at once, and you get nothing but a harmless reply.",
    example: "A short word that you do not use otherwise is best, such as “hydrangea” or “weather”.",
    save: "Set them",
    saved: "Set. The people here will see them.",
    same: "Please use two different words.",
    missing: "Please enter both.",
    now: "Your words now",
    failed: "It could not be told. Please press again.",
  },

  erase: {
    heading: "Erasing",
    offer: "You can erase what you wrote at any time. It cannot be undone. Erase it or leave it: both are fine.",
    now: "Erase everything now",
    whenClosed: "Erase when we finish",
    whenClosedOn: "It will be erased as soon as we finish.",
    keep: "Leave it as it is",
    sureHeading: "Erase everything?",
    sure: "What you wrote, the replies, and your return number stop working. Nobody can bring them back.",
    yes: "Erase everything",
    no: "Keep it",
    working: "Erasing",
    failed: "It could not be erased; it is still there. Press again when the connection is back.",
    doneHeading: "We received your wish",
    receipt: "Receipt number",
    state: {
      waiting: "It is being erased. In about a minute the backup copies can't be read either.",
      erased: "It is erased. The backup copies can't be read any more either.",
      unknown: "Checking.",
    },
    check: "If you write the number down, you can check it later on the receipt page. The number alone tells nobody anything.",
    phone: "The history of your browser and the talk on LINE you can erase yourself.",
    new: "Start afresh",
  },

  forget: {
    heading: "Remove from this device",
    body: "This removes the key to our talk from this device. The talk itself is not erased.",
    code: "If you have copied the number, you can open it again later. If not, you can't read it any more.",
    see: "Show the number first",
    yes: "Remove from this device",
    no: "Keep it",
  },

  end: {
    heading: "Shall we pause here?",
    body: "You can go on later simply by writing. What was written is erased on the day set.",
    yes: "Pause here",
    no: "Not yet",
    failed: "That did not work. Please press again.",
  },

  attach: {
    heading: "Send a picture or voice",
    image: "Choose or take a picture",
    audio: "Choose a voice recording",
    place: "Where, when and with what it was taken is removed from the picture before it is sent. Faces and rooms stay as they are.",
    original: "Keep the untouched picture too, as evidence",
    originalHint: "The untouched picture may say when and where it was taken, and can be evidence later. Only the same people can read it. If you are not sure, leave it as it is.",
    audioNote: "A voice is sent as it is.",
    preview: "Picture to send",
    send: "Send",
    cancel: "Don't send",
    sending: "Encrypting and sending",
    large: (megabytes) => `This is too large (up to ${megabytes} MB).`,
    kind: "This file cannot be sent. Choose a picture or a voice recording.",
    failed: "It could not be sent. Please press again.",
  },

  more: {
    heading: "What is kept, and where",
    sections: [
      { title: "On this phone", lines: [
        "The key to our talk. “Remove from this device” in the menu removes it.",
        "Perhaps, in the history, that this page was opened. We cannot erase that; you can.",
      ] },
      { title: "With LINE there may remain", lines: [
        "That you added us, that you used the menu, and that you opened the link to this page.",
        "What you write here is not sent to LINE. What you write in the talk on LINE passes through LINE.",
        "When the law requires it, LINE may hand out the registration of an account.",
      ] },
      { title: "With us", lines: [
        "Your encrypted words, when they were sent, and about how long they are. Our server has no key to read them.",
        "They can be read on your screen, and on those of the people in charge and their supervisor, and nowhere else.",
        "Once it is erased, only the time, the number and counts remain.",
      ] },
      { title: "What we can't promise", lines: [
        "The program of this page comes from us too. If somebody changed it with bad intent, it could not protect you. We publish a list of its contents so that anybody can compare.",
        "It does not protect against somebody who can look at your phone, or an app that watches it.",
        "Nobody can prevent a photo of a screen, neither yours nor ours.",
        "Your Wi-Fi or phone company cannot see the words. It may see that this page was opened, how much was sent, and when.",
      ] },
    ],
    number: "The number of this place",
    pinned: "We checked that it is the number of the link or card that you opened.",
    notPinned: "This number came from the server just now. If you have a card or leaflet, compare the numbers.",
  },

  states: {
    elsewhere: {
      heading: "This link is used on another device",
      lines: [
        "Only the device that opened it first can go on.",
        "If that was you, use that device, or enter your number.",
        "If it was not you, get a new link with “Talk” in the menu on LINE. The people here are told that somebody else opened it.",
      ],
    },
    expired: {
      heading: "This link no longer works",
      lines: [
        "It is too old, or a newer one has been sent.",
        "“Talk” in the menu on LINE gives you a new link.",
        "With your number you can open it too.",
      ],
    },
    gone: {
      heading: "Our talk so far is erased",
      lines: [
        "As promised, nobody can read it any more.",
        "Whenever you want to talk again, you are welcome. You can start afresh.",
      ],
    },
    forgotten: {
      heading: "Removed from this device",
      lines: ["With your number you can open it again.", "You may close this page."],
    },
    begin: "Start afresh",
    code: "Enter your number",
  },
};
