export * from "./capability.ts";
export * from "./event.ts";
export * from "./ids.ts";
export * from "./page.ts";
export * from "./problem.ts";
export * from "./problem-document.ts";
export * from "./role.ts";
export * from "./route.ts";
