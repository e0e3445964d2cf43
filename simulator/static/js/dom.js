// @ts-check
/** Elements without markup in strings. */

/**
 * The one element of the page that `selector` finds.
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function find(selector) {
  const found = document.querySelector(selector);
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
