// @ts-check
/** The resident's page: an engine that keeps and speaks, and a face that shows. */

import { Clock } from "../lib/clock.js";
import { byId } from "../lib/dom.js";
import { ahead } from "./ahead.js";
import { Api } from "./api.js";
import { Engine } from "./engine.js";
import { Store } from "./store.js";
import { Face } from "./face/page.js";
import { likely } from "./likely.js";

// What is wanted next is named here, so that it comes together, and not before the line is free.
document.head.append(byId("next", HTMLTemplateElement).content);

const engine = new Engine(
  { api: new Api(ahead), store: new Store(), clock: new Clock(), language: likely(navigator.languages) },
  (view) => face.render(view),
);
const face = new Face(engine);
face.render(engine.view);
void engine.start(location, history);
