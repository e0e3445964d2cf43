// @ts-check
/** A form that is being saved: nothing is typed into it that the answer would overwrite. */

/**
 * @template T
 * @param {HTMLElement} form
 * @param {() => Promise<T>} save
 * @returns {Promise<T>} what `save` comes to; by then the form can be used again, and the focus stands where it was
 */
export async function held(form, save) {
  const focused = document.activeElement;
  form.inert = true;
  try {
    return await save();
  } finally {
    form.inert = false;
    if (focused instanceof HTMLElement && form.contains(focused) && document.activeElement === document.body) focused.focus();
  }
}
