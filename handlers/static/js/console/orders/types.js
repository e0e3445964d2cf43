// @ts-check
/**
 * What the doors below /console/orders speak; times in ms.
 *
 * @typedef {"new" | "packed" | "sent" | "declined"} State
 *
 * @typedef {object} Order
 * @property {string} id
 * @property {string} code four signs, said on the telephone
 * @property {number} revision
 * @property {"school" | "company" | "clinic" | "public" | "other"} kind
 * @property {State} state
 * @property {{ flyer: string, title: string | null, copies: number }[]} items no title: the flyer is gone
 * @property {string} name of the organisation
 * @property {string} address
 * @property {string} contact a department or a person
 * @property {string} reach a telephone number or mail address, as it was typed
 * @property {string} note
 * @property {number} asked_at
 * @property {number | null} ended_at
 * @property {number} due_at erased then
 *
 * @typedef {object} Acts what a card asks of the screen
 * @property {(order: Order, state: State) => void} mark
 * @property {(order: Order, what: "label" | "slip") => void} print
 * @property {(order: Order) => void} erase
 * @property {(order: Order, open: boolean) => void} unfold
 */

export {};
