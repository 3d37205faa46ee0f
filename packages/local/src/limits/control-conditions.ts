import type { ServerResponse } from "node:http";
import type { Conditions } from "./conditions.ts";
import { readFaults, readLimits } from "./read-limits.ts";

/** Answers the control endpoint's own paths, under `/preau/`; true when it was one of them. */
export async function controlConditions(
  conditions: Conditions,
  { method = "", url = "" }: { method?: string | undefined; url?: string | undefined },
  body: string,
  response: ServerResponse,
): Promise<boolean> {
  const { pathname, searchParams } = new URL(url, "http://localhost");
  const answer = (status: number, value: unknown) =>
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
  try {
    switch (`${method} ${pathname}`) {
      case "PUT /preau/limits": {
        const limits = readLimits(body);
        await conditions.setLimits(limits);
        answer(200, limits);
        return true;
      }
      case "PUT /preau/faults": {
        const faults = readFaults(body);
        await conditions.setFaults(faults);
        answer(200, faults);
        return true;
      }
      case "GET /preau/measured":
        answer(200, conditions.measured(Number(searchParams.get("since") ?? 0)));
        return true;
      default:
        return false;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    answer(400, { message: error.message });
    return true;
  }
}
