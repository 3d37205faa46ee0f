import { kernelProblems, ProblemError, type ProblemSpec } from "@preau/contract";
import { LostRace } from "@preau/store";
import { errorFields, log } from "../logger.ts";
import type { Middleware, Served } from "./exchange.ts";
import { problemAnswer } from "./problem-answer.ts";

/** Errors of DynamoDB that mean "too much at once": worth another try, later. */
const PRESSURE = /Throttl|ProvisionedThroughput|RequestLimit|TransactionCanceled|TransactionInProgress|Timeout/;

const codeOf = (error: unknown): string => {
  if (error instanceof ProblemError) return error.code;
  if (error instanceof LostRace) return "version-conflict";
  return error instanceof Error && PRESSURE.test(error.name) ? "temporarily-unavailable" : "internal-error";
};

/** The one place where an error becomes an answer (RFC 9457). What nobody foresaw is a 500 that says nothing of itself. */
export const mapProblems = ({ contract }: Served): Middleware => ({
  onError: (request) => {
    // A replayed first answer stands: it was found before the error was believed.
    if (request.response !== undefined) return;
    const { error, event } = request;
    const { correlationId, operation } = event.exchange;
    const known: Readonly<Record<string, ProblemSpec>> = { ...kernelProblems, ...contract.problems };
    const wanted = codeOf(error);
    const code = known[wanted] === undefined ? "internal-error" : wanted;
    const { status, title } = known[code] ?? kernelProblems["internal-error"];
    if (status >= 500) log("error", "request-failed", { correlationId, route: operation, ...errorFields(error) });
    else log("info", "request-refused", { correlationId, route: operation, problem: code, status });
    const details = error instanceof ProblemError && code === error.code ? error.details : {};
    request.response = problemAnswer(code, { status, title }, correlationId, details);
  },
});
