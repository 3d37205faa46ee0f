export { attendance } from "./attendance/manifest.ts";
export { directory } from "./directory/manifest.ts";
export { discipline } from "./discipline/manifest.ts";
export { home } from "./home/manifest.ts";
export { identity } from "./identity/manifest.ts";
export { notices } from "./notices/manifest.ts";
export { partners } from "./partners/manifest.ts";
export { timetable } from "./timetable/manifest.ts";
