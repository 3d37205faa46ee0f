export * from "./delivery.ts";
export * from "./people.ts";
export * from "./population.ts";
export * from "./timetable.ts";
