// @ts-check
/** What things are called, to whoever reads. */

import { dayWords } from "../days.js";

/** @typedef {import("../types.js").House} House */

/**
 * @param {House} house
 * @param {string} id "" is anywhere
 */
export const placeName = ({ facts, words }, id) => facts.places.find((one) => one.id === id)?.name ?? words.anywhere.name;

/** @param {House} house @param {string} id */
export const kindOf = ({ facts }, id) => facts.kinds.find((one) => one.id === id) ?? { id, name: "", most_persons: 1, papers: false, active: false };

/** @param {House} house @param {string} id */
export const placeOf = ({ facts }, id) => facts.places.find((one) => one.id === id);

/** 12月3日(木) 10:00–11:00, which breaks nowhere within the times. @param {House} house @param {import("../types.js").Moment} moment */
export const momentWords = ({ language }, { day, time, until }) => `${dayWords(day, language)} ${time}\u2060–\u2060${until}`;

/** @param {House} house @param {import("../types.js").Wish} wish */
export const wishWords = ({ language }, { day, time }) => `${dayWords(day, language)} ${time}`;

/** From a day to a day, both of them YYYY-MM-DD. @param {House} house @param {string} from @param {string} until */
export const daysWords = ({ language, words: { home } }, from, until) =>
  from === until ? dayWords(from, language) : home.between(dayWords(from, language), dayWords(until, language));

/** Whether some place that is meant takes wishes, or people who wait. @param {House} house @param {"takes_wishes" | "takes_waiting"} what */
export const taken = ({ facts, draft }, what) =>
  facts.places.some((one) => one.active && one[what] && (draft.place === "" || draft.place === one.id));
