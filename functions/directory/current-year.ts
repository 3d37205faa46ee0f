import { schoolTimeOf, schoolYearOf } from "@preau/calendar";

/** The school year that is read: it turns over on 1 August. */
export const currentYear = (now: Date): number => schoolYearOf(schoolTimeOf(now).day);
