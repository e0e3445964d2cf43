// @ts-check
/**
 * Building and finding elements. Text only ever enters the page as text.
 *
 * @typedef {Record<string, string>} Names
 * @typedef {{ class?: string, text?: string, data?: Names, attributes?: Names }} Traits
 */

/**
 * The element of the page with this id; throws when the template and the script disagree.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} kind
 * @returns {T}
 */
export function byId(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`The page lacks #${id}`);
  return found;
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Traits} [traits]
 * @param {...Node} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, traits = {}, ...children) {
  const element = document.createElement(tag);
  if (traits.class) element.className = traits.class;
  if (traits.text !== undefined) element.textContent = traits.text;
  if (traits.data) Object.assign(element.dataset, traits.data);
  for (const name in traits.attributes) element.setAttribute(name, traits.attributes[name] ?? "");
  if (children.length) element.append(...children);
  return element;
}

/**
 * Leaves an unchanged text alone, so that selections stay and screen readers aren't told twice.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Makes the children of a parent exactly these, in this order, without moving those that already stand right.
 * @param {Element} parent
 * @param {readonly Node[]} wanted
 */
export function arrange(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.childNodes]) if (!keep.has(child)) child.remove();
  let next = parent.firstChild;
  for (const node of wanted) {
    if (node === next) next = next.nextSibling;
    else parent.insertBefore(node, next);
  }
}

/**
 * Asks in a modal dialog whose confirming button has the value "confirm". Escape means no.
 * @param {HTMLDialogElement} dialog
 * @returns {Promise<boolean>}
 */
export function ask(dialog) {
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "confirm"), { once: true });
  });
}
