// @ts-check
/** Flex messages, laid out by LINE's rules. */
import { actionElement } from "./actions.js";
import { elsewhere } from "./cards.js";
import { make } from "./dom.js";
import { border, font, gap, round, share, width } from "./flex_sizes.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Action} Action */
/** @typedef {(action: Action) => void} OnTap */

/** Pixels: a button's label, the smallest that one is made, and the room on either side of it. */
const LABEL = 16;
const SMALLEST = 9;
const BESIDE_LABEL = 16;

/**
 * A bubble, or a row of them.
 * @param {Message} container
 * @param {OnTap} tap
 * @returns {HTMLElement}
 */
export function flexCard(container, tap) {
  if (container.type === "carousel") {
    const bubbles = container.contents.map((/** @type {Message} */ one) => flexCard(one, tap));
    return make("div", { className: "row", tabIndex: 0 }, ...bubbles);
  }
  const card = make("div", { className: "card flex", dir: container.direction ?? "ltr" });
  card.style.width = `${width(container.size)}px`;
  for (const name of ["header", "hero", "body", "footer"]) {
    if (container[name]) card.append(block(name, container[name], container.styles?.[name] ?? {}, tap));
  }
  if (container.action) onPress(card, container.action, tap);
  return card;
}

/** @param {string} name @param {Message} content @param {Record<string, any>} style @param {OnTap} tap */
function block(name, content, style, tap) {
  const made = make("div", { className: `block ${name}` }, component(content, tap));
  if (style.backgroundColor) made.style.backgroundColor = style.backgroundColor;
  if (style.separator) made.style.borderTop = `1px solid ${style.separatorColor ?? "#dfdfdf"}`;
  return made;
}

/** @param {Message} part @param {OnTap} tap @returns {HTMLElement} */
function component(part, tap) {
  switch (part.type) {
    case "box":
      return box(part, tap);
    case "text":
      return text(part, tap);
    case "button":
      return press(part, tap);
    case "separator":
      return make("hr", { className: "flex-line" });
    case "image":
    case "video":
      return part.action ? actionElement({ label: "画像をひらく", ...part.action }, "flex-button", tap) : elsewhere();
    case "icon":
      return make("span", { className: "flex-icon" }, "●");
    default:
      return make("span");
  }
}

/** @param {Message} part @param {OnTap} tap */
function box(part, tap) {
  const across = part.layout !== "vertical";
  const made = make("div", { className: `flex-box ${part.layout}` });
  part.contents.forEach((/** @type {Message} */ one, /** @type {number} */ place) => {
    const drawn = component(one, tap);
    drawn.style.flex = one.type === "separator" ? "0 0 auto" : share(one.flex, across);
    const before = gap(one.margin) || (place > 0 ? gap(part.spacing) : "");
    if (before) drawn.style[across ? "marginInlineStart" : "marginTop"] = before;
    if (one.type === "separator" && one.color) drawn.style.backgroundColor = one.color;
    if (one.gravity) drawn.style.alignSelf = { top: "start", center: "center", bottom: "end" }[String(one.gravity)] ?? "";
    made.append(drawn);
  });
  dress(made, part);
  if (part.action) onPress(made, part.action, tap);
  return made;
}

/** @param {HTMLElement} made @param {Message} part */
function dress(made, part) {
  const { style } = made;
  style.padding = gap(part.paddingAll);
  for (const [side, property] of /** @type {const} */ ([
    ["Top", "paddingTop"],
    ["Bottom", "paddingBottom"],
    ["Start", "paddingInlineStart"],
    ["End", "paddingInlineEnd"],
  ])) {
    if (part[`padding${side}`]) style[property] = gap(part[`padding${side}`]);
  }
  style.backgroundColor = part.backgroundColor ?? "";
  if (part.background) style.backgroundImage = gradient(part.background);
  style.borderRadius = round(part.cornerRadius);
  if (part.borderWidth) style.border = `${border(part.borderWidth)} solid ${part.borderColor ?? "#000000"}`;
  style.justifyContent = part.justifyContent ?? "";
  style.alignItems = part.alignItems ?? "";
  for (const property of /** @type {const} */ (["width", "maxWidth", "height", "maxHeight"])) {
    if (part[property]) style[property] = part[property];
  }
}

/** @param {Record<string, any>} of */
function gradient(of) {
  const middle = of.centerColor ? `, ${of.centerColor} ${of.centerPosition ?? "50%"}` : "";
  return `linear-gradient(${of.angle}, ${of.startColor}${middle}, ${of.endColor})`;
}

/** @param {Message} part @param {OnTap} tap */
function text(part, tap) {
  const made = make("p", { className: "flex-text" }, part.contents ? "" : part.text ?? "");
  for (const span of part.contents ?? []) {
    const piece = make("span", {}, span.text);
    write(piece, { ...span, size: span.size ?? part.size });
    made.append(piece);
  }
  write(made, part);
  made.style.textAlign = part.align ?? "";
  if (part.lineSpacing) made.style.lineHeight = `calc(1.4em + ${gap(part.lineSpacing)})`;
  if (!part.wrap) made.classList.add("one-line");
  if (part.wrap && part.maxLines) {
    made.classList.add("few-lines");
    made.style.webkitLineClamp = String(part.maxLines);
  }
  if (part.action) onPress(made, part.action, tap);
  return made;
}

/** @param {HTMLElement} made @param {Record<string, any>} part a text or span */
function write(made, part) {
  made.style.fontSize = font(part.size);
  if (part.color) made.style.color = part.color;
  if (part.weight === "bold") made.style.fontWeight = "700";
  if (part.style === "italic") made.style.fontStyle = "italic";
  if (part.decoration) made.style.textDecoration = part.decoration;
}

/** @param {Message} part @param {OnTap} tap */
function press(part, tap) {
  const style = part.style ?? "link";
  const made = actionElement(part.action, `flex-button ${style} ${part.height ?? "md"}`, tap);
  if (part.color) made.style[style === "link" ? "color" : "backgroundColor"] = part.color;
  if (part.adjustMode === "shrink-to-fit") fitting.observe(made);
  return made;
}

/** Labels never break; these become smaller until they fit, as small as anybody can still read. */
const fitting = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (!(target instanceof HTMLElement)) continue;
    target.style.fontSize = "";
    const room = target.clientWidth - 2 * BESIDE_LABEL;
    const needed = target.scrollWidth - BESIDE_LABEL;
    if (target.scrollWidth > target.clientWidth) {
      target.style.fontSize = `${Math.max(SMALLEST, Math.floor((LABEL * room) / needed))}px`;
    }
  }
});

/** A box or text that can be tapped. @param {HTMLElement} made @param {Action} action @param {OnTap} tap */
function onPress(made, action, tap) {
  made.setAttribute("role", "button");
  made.setAttribute("aria-label", action.label ?? made.textContent ?? "ひらく");
  made.tabIndex = 0;
  made.classList.add("pressable");
  made.addEventListener("click", (event) => {
    event.stopPropagation();
    tap(action);
  });
  made.addEventListener("keydown", (event) => {
    if (event.key === "Enter") tap(action);
  });
}
