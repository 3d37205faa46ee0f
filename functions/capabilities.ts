export { notices } from "./notices/manifest.ts";
