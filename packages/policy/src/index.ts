export * from "./family.ts";
export * from "./lesson.ts";
export * from "./principal.ts";
export * from "./school.ts";
export * from "./sector.ts";
export * from "./visibility.ts";
export * from "./visibility-edges.ts";
export * from "./visibility-links.ts";
