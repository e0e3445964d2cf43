// @ts-check
/** Elements without markup in strings. */

/**
 * The one element that `selector` finds in `root`.
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {HTMLElement}
 */
export function find(selector, root = document) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`no ${selector}`);
  return found;
}

/**
 * A new element.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Partial<HTMLElementTagNameMap[K]>} [properties]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/**
 * Makes everything that stands beside `element` deaf, or lets it listen again.
 * @param {HTMLElement} element
 * @param {boolean} inert
 * @param {...HTMLElement} except
 */
export function inertBeside(element, inert, ...except) {
  for (const other of element.parentElement?.children ?? []) {
    if (other instanceof HTMLElement && other !== element && !except.includes(other)) other.inert = inert;
  }
}

/**
 * A button that does one thing.
 * @param {string} className
 * @param {() => void} press
 * @param {...(Node | string)} children
 */
export function button(className, press, ...children) {
  const made = make("button", { type: "button", className }, ...children);
  made.addEventListener("click", press);
  return made;
}
