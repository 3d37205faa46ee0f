/** What was told in a school year is kept until the autumn after it: families may still ask about it. In epoch seconds. */
export const keptUntil = (schoolYear: number): number => Date.UTC(schoolYear + 1, 10, 1) / 1000;
