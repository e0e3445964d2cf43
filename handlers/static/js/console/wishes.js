// @ts-check
/** What somebody wishes of this browser: on or off, nothing personal, kept under a plain name. */

const PREFIX = "hidamari.wish.";

/**
 * Where the browser keeps nothing, a wish lives as long as the page.
 * @param {string} name
 * @param {boolean} usual while nobody has said otherwise
 */
export function wish(name, usual) {
  let now = read(name) ?? usual;
  return {
    get: () => now,
    /** @param {boolean} wanted */
    set: (wanted) => {
      now = wanted;
      return write(name, wanted);
    },
  };
}

/** @param {string} name */
function read(name) {
  try {
    const kept = localStorage.getItem(PREFIX + name);
    return kept === null ? null : kept === "on";
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @param {boolean} wanted
 * @returns {boolean} whether the browser took it
 */
function write(name, wanted) {
  try {
    localStorage.setItem(PREFIX + name, wanted ? "on" : "off");
    return true;
  } catch {
    return false;
  }
}
