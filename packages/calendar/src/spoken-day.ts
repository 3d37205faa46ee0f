import type { Day } from "@preau/contract";

const WEEKDAYS = "dimanche lundi mardi mercredi jeudi vendredi samedi".split(" ");
const MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");

/** « lundi 23 novembre 2026 », as letters write it. Two lists rather than the runtime's formatter, which costs a cold start twenty milliseconds. */
export const spokenDay = (day: Day): string => {
  const date = new Date(`${day}T00:00:00Z`);
  const number = date.getUTCDate();
  return `${WEEKDAYS[date.getUTCDay()]} ${number === 1 ? "1er" : number} ${MONTHS[date.getUTCMonth()]} ${day.slice(0, 4)}`;
};
