// The program of a Lambda environment: loads the function's module, then serves one invocation at a time over IPC.
import { existsSync } from "node:fs";
import { enableCompileCache, flushCompileCache } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { EnvironmentMessage, InvokeMessage } from "./messages.ts";

const environment = (name: string): string => process.env[name] ?? "";
const say = (message: EnvironmentMessage) => process.send?.(message);

process.on("disconnect", () => process.exit(0));
// Beside this program: the next environment of the same bundle does not compile it again.
enableCompileCache(join(import.meta.dirname, "compile-cache"));

async function loadHandler(): Promise<(event: unknown, context: object) => unknown> {
  const [moduleName, exportName = ""] = environment("_HANDLER").split(".");
  const candidates = [".mjs", ".js", ".cjs"].map((extension) =>
    join(environment("LAMBDA_TASK_ROOT"), `${moduleName}${extension}`),
  );
  const file = candidates.find(existsSync);
  if (file === undefined) throw named("Runtime.ImportModuleError", `Cannot find module '${moduleName}'`);
  const loaded = await import(pathToFileURL(file).href);
  const handler: unknown = loaded[exportName] ?? loaded.default?.[exportName];
  if (typeof handler !== "function") {
    throw named("Runtime.HandlerNotFound", `${environment("_HANDLER")} is undefined or not exported`);
  }
  return (event, context) => handler(event, context);
}

function contextOf({ requestId, deadline, arn }: InvokeMessage): object {
  return {
    awsRequestId: requestId,
    invokedFunctionArn: arn,
    callbackWaitsForEmptyEventLoop: true,
    functionName: environment("AWS_LAMBDA_FUNCTION_NAME"),
    functionVersion: environment("AWS_LAMBDA_FUNCTION_VERSION"),
    memoryLimitInMB: environment("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"),
    logGroupName: environment("AWS_LAMBDA_LOG_GROUP_NAME"),
    logStreamName: environment("AWS_LAMBDA_LOG_STREAM_NAME"),
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}

function errorPayload(error: unknown): string {
  const { name, message, stack } = error instanceof Error ? error : named("Error", String(error));
  return JSON.stringify({ errorType: name, errorMessage: message, trace: stack?.split("\n") ?? [] });
}

/** Milliseconds of processor, all threads of this process; what loading the module took is before it. */
function spentSince(before: NodeJS.CpuUsage | undefined): number | undefined {
  if (before === undefined) return undefined;
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

try {
  const handler = await loadHandler();
  flushCompileCache();
  process.on("message", async (message: InvokeMessage) => {
    process.env._X_AMZN_TRACE_ID = message.traceId;
    const before = message.measured ? process.cpuUsage() : undefined;
    try {
      const result = await handler(JSON.parse(message.payload), contextOf(message));
      const payload = JSON.stringify(result) ?? "null";
      say({ kind: "result", payload, cpuMs: spentSince(before) });
    } catch (error) {
      console.error(error);
      say({ kind: "error", payload: errorPayload(error), cpuMs: spentSince(before) });
    }
  });
  say({ kind: "ready" });
} catch (error) {
  console.error(error);
  say({ kind: "error", payload: errorPayload(error) });
}
