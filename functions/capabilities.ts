export { attendance } from "./attendance/manifest.ts";
export { notices } from "./notices/manifest.ts";
