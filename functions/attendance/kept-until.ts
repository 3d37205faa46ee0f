/**
 * The epoch second from which what was kept of a school year may be erased: the last day of the calendar year in which it ended. The
 * file of a pupil's absences is opened for the school year alone (code de l’éducation, R131-6); the months after it are for appeals
 * against what was decided from it. They are a choice of ours that no text we could read settles.
 */
export const keptUntil = (schoolYear: number): number => Date.UTC(schoolYear + 1, 11, 31) / 1000;

/** Over how many school years figures are compared: from the first year of collège to a second year in the same lycée, with one to spare. */
export const COMPARED_YEARS = 8;
