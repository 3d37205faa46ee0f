export * from "./by-start.ts";
export * from "./closures.ts";
export * from "./lesson.ts";
export * from "./pack-slot.ts";
export * from "./school-time.ts";
export * from "./school-year.ts";
export * from "./spoken-day.ts";
export * from "./week-mask.ts";
