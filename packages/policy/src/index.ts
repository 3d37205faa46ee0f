export * from "./family.ts";
export * from "./lesson.ts";
export * from "./principal.ts";
export * from "./school.ts";
