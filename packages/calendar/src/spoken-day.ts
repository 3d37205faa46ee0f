const WEEKDAYS = "dimanche lundi mardi mercredi jeudi vendredi samedi".split(" ");
const MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(" ");

/**
 * « lundi 23 novembre », for an ISO day, as people say it. Two lists rather than the runtime's formatter, which costs a cold start twenty
 * milliseconds.
 */
export const spokenDay = (day: string): string => {
  const date = new Date(`${day}T00:00:00Z`);
  const number = date.getUTCDate();
  return `${WEEKDAYS[date.getUTCDay()]} ${number === 1 ? "1er" : number} ${MONTHS[date.getUTCMonth()]}`;
};

/** « lundi 23 novembre 2026 », for an ISO day, as letters write it. */
export const writtenDay = (day: string): string => `${spokenDay(day)} ${day.slice(0, 4)}`;
