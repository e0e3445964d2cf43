/** What the tests of attachments ask: files opened in the browser as the server sealed them. */

import { coverOf, openAttachment, padme } from "/js/crypto/attachment.js";
import { b64, hex, unb64 } from "/js/crypto/bytes.js";
import { sha256 } from "/js/crypto/context.js";
import { answer } from "/answering.js";

const placeOf = ({ fingerprint, case: id, ref }) => ({
  fingerprint: unb64(fingerprint), case: unb64(id), ref: unb64(ref),
});

answer({
  /** The content, as base64url. */
  async open({ payload, place, stream }) {
    return b64(await openAttachment(coverOf(payload), placeOf(place), unb64(stream)));
  },

  /** The same of a long one: its length and its SHA-256 in hex. */
  async openLong({ payload, place, stream }) {
    const content = await openAttachment(coverOf(payload), placeOf(place), unb64(stream));
    return [content.length, hex(await sha256(content))];
  },

  padme: async (sizes) => sizes.map(padme),
});
