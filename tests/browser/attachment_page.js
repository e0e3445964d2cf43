/** What the tests of attachments ask: files opened in the browser as the server sealed them. */

import { coverOf, openAttachment, padme } from "/js/crypto/attachment.js";
import { sealAttachment, sealWith } from "/js/crypto/attachment_sealing.js";
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

  /** Its cover and its chunks, as base64url; byte for byte, where key and prefix are given. */
  async seal({ content, place, key, prefix }) {
    const given = key && { key: unb64(key), prefix: unb64(prefix) };
    const where = placeOf(place);
    const sealed = await (given ? sealWith(given, unb64(content), where) : sealAttachment(unb64(content), where));
    return { cover: sealed.cover, chunks: sealed.chunks.map(b64) };
  },

  padme: async (sizes) => sizes.map(padme),
});
