// @ts-check
/**
 * Where somebody joins: their own browser makes a passphrase and keys, and sends what only they can open. Nothing is kept in
 * this browser; the code is taken out of the address before anything else happens.
 */

import { cardInAddress } from "./card.js";
import { learn } from "./choosing.js";
import { finish, sayArrived } from "./finishing.js";
import { makeAndSend } from "./making.js";
import { Stage } from "./stage.js";
import { awaitApproval } from "./waiting.js";
import { greet, welcome } from "./welcoming.js";
import { generatePassphrase } from "../crypto/passphrase.js";

const card = cardInAddress(location.hash);
for (const link of document.querySelectorAll("a")) if (link.classList.contains("language")) link.hash = location.hash;
history.replaceState(null, "", location.pathname);
addEventListener("pageshow", (event) => event.persisted && location.reload());
void join();

async function join() {
  const stage = new Stage();
  const found = await welcome(stage, card);
  if (found.invited.state !== "invited") return sayArrived(stage, found.invited);
  await greet(stage, found.invited, found.card);
  stage.guard(true);
  const passphrase = generatePassphrase();
  await learn(stage, found.invited, passphrase);
  const made = await makeAndSend(stage, found.invited, found.card, passphrase);
  const approved = await awaitApproval(stage, found.card, made);
  stage.guard(false);
  await finish(stage, approved);
}
