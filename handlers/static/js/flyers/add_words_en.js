// @ts-check
/** The English sentences of the page that leads to adding the account. */

/** @type {import("./add_words_ja.js").Words} */
export const words = {
  title: "Leaflets",
  heading: "Before you add it on LINE",
  choose: "You can begin either way",
  checked: "This matches the number in the QR code. It is the account of whoever made the paper.",
  line: {
    heading: "With LINE",
    points: [
      "The company LINE learns that you added this account.",
      "We do not get your name or your picture, only a number that LINE made.",
      "It will stand in your list of chats. Your friends are not told, but whoever sees your screen can see it.",
      "You can add it and write nothing. You can block or delete it at any time.",
    ],
    go: "Open LINE and add it",
  },
  room: {
    heading: "Without LINE",
    points: [
      "It opens a page to write on. No name, nothing to sign up for.",
      "What you write is encrypted on this screen before it is sent. LINE learns nothing of it.",
    ],
    go: "Open it without LINE",
  },
  none: {
    heading: "It can't be added on LINE now",
    room: "You can open it without LINE instead.",
    phone: "You can talk to us by phone. The numbers are under “Urgent” at the top.",
  },
  unread: {
    heading: "Please scan the QR code again",
    lines: [
      "When this page is opened by the QR code on paper, it checks that this is the right place.",
      "It could not read the number for that. The end of the link may be missing.",
    ],
  },
  retry: "Open again",
};
