// @ts-check
/** The page for visits: who came by which link, and what they see. */

import { whenLeaving } from "../room/face/exit.js";
import { likely } from "../room/likely.js";
import { arrive, forget, keep, kept, newAccess } from "./access.js";
import { Api, Refusal } from "./api.js";
import { Page } from "./page.js";

const api = new Api();
const page = new Page(api);
const link = arrive(location, history);

whenLeaving(() => {
  forget();
  api.leave();
});
addEventListener("hashchange", () => location.reload());
void start();

async function start() {
  await page.speak(likely(navigator.languages));
  try {
    await enter();
  } catch (error) {
    page.close(error instanceof Refusal ? error.code : "busy");
  }
}

async function enter() {
  api.access = kept();
  // Who comes by a new link may be somebody else than who came before.
  if (link) {
    api.access = newAccess();
    const { language } = await api.claim(link);
    keep(api.access);
    await page.speak(language);
  }
  if (!api.access) throw new Refusal("nobody");
  await page.begin();
}
