// @ts-check
/** What was typed goes along when somebody changes the language, and nowhere else: it is taken away again as the next page opens. */

const KEY = "order";
const TYPED = "input[type=text], textarea";

/**
 * @param {HTMLFormElement} form
 * @param {Iterable<Element>} ways links to the same page
 */
export function carry(form, ways) {
  const keep = () => sessionStorage.setItem(KEY, JSON.stringify(typed(form)));
  for (const way of ways) way.addEventListener("click", keep);
}

/** @param {HTMLFormElement} form */
export function putBack(form) {
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (!kept) return;
  for (const [name, value] of JSON.parse(kept)) {
    const field = document.getElementById(name);
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = value;
    const choice = form.elements.namedItem(name);
    if (choice instanceof RadioNodeList) choice.value = value;
  }
}

/** @param {HTMLFormElement} form @returns {[string, string][]} */
function typed(form) {
  const fields = [...form.querySelectorAll(TYPED)].flatMap((field) =>
    field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? [/** @type {[string, string]} */ ([field.id, field.value])] : [],
  );
  return [...fields, ["kind", String(new FormData(form).get("kind") ?? "")]];
}
