import { parseArgs } from "node:util";
import { instantOf, schoolTimeOf } from "@preau/calendar";
import { DEFAULT_DATA_DIR } from "./demo-state.ts";

export interface StartOptions {
  readonly port: number;
  readonly fresh: boolean;
  readonly dataDir: string;
  /** The AAF delivery to import instead of the invented one. */
  readonly aaf: string | undefined;
  /** What the school's clock shows when the server starts. */
  readonly schoolTime: { readonly day: string; readonly time: string };
  readonly clockOffsetMs: number;
}

export const USAGE = `Usage: npm start -- [options]
  --port N        port of the API (default 8080; the issuer and the played federations take the next two, the inbox the ninth)
  --fresh         erase the data and begin anew
  --aaf DIR       import this AAF delivery instead of the invented schools
  --date D        the school's clock at start, e.g. 2026-11-23T08:45 (default: now; the demo wants a Monday at 08:45)
  --data DIR      where everything is kept (default ${DEFAULT_DATA_DIR})`;

const DATE = /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))T((?:[01]\d|2[0-3]):[0-5]\d)$/;

/** Reads the command line. Throws an error whose message can be shown as it is. */
export const readStartOptions = (args: readonly string[], now = new Date()): StartOptions => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: "string", default: "8080" },
      fresh: { type: "boolean", default: false },
      aaf: { type: "string" },
      date: { type: "string" },
      data: { type: "string", default: DEFAULT_DATA_DIR },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_526)
    throw new Error(`--port ${values.port}: a whole number from 1 to 65526`);
  const [, day, time] = DATE.exec(values.date ?? "") ?? [];
  if (values.date !== undefined && (day === undefined || time === undefined))
    throw new Error(`--date ${values.date}: write it like 2026-11-23T08:45`);
  const schoolTime = day !== undefined && time !== undefined ? { day, time } : schoolTimeOf(now);
  const clockOffsetMs =
    values.date === undefined ? 0 : instantOf(schoolTime.day, schoolTime.time).getTime() - now.getTime();
  return { port, fresh: values.fresh, dataDir: values.data, aaf: values.aaf, schoolTime, clockOffsetMs };
};
