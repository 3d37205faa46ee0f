import { schoolTimeOf, schoolYearOf } from "@preau/calendar";

/** The school year of the calendar: it turns over on 1 August. */
export const calendarYear = (now: Date): number => schoolYearOf(schoolTimeOf(now).day);

/** The school year of what concerns no school in particular: a delivery spans many. */
export const currentYear = calendarYear;
