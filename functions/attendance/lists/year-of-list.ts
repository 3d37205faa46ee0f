import { schoolTimeOf, schoolYearOf } from "@preau/calendar";

/** Lists are of the year under way. */
export const yearOfList = (now: Date): number => schoolYearOf(schoolTimeOf(now).day);
