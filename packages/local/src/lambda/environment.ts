import { type ChildProcess, fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { writeSync } from "node:fs";
import { setPriority } from "node:os";
import type { FunctionModel } from "../assembly/functions.ts";
import { accountId, credentials, region } from "../engines/aws-call.ts";
import type { EnvironmentMessage, InvokeMessage } from "./messages.ts";

/** How an invocation ended: the JSON text the caller gets, and whether it tells an error of the function. */
export interface Outcome {
  readonly payload: string;
  readonly failed: boolean;
  /** Milliseconds of processor, where they were asked for. */
  readonly cpuMs?: number | undefined;
}

/** One execution environment: a process of its own, serving one invocation at a time. */
export interface Environment {
  readonly fn: FunctionModel;
  idleSince: number;
  /** On the clock of `performance.now()`: it serves nothing before. */
  notBefore: number;
  /** Never rejects. After a timeout or a crash `alive()` is false and the environment must not be used again. `measured` asks for `cpuMs`. */
  invoke(requestId: string, payload: string, measured?: boolean): Promise<Outcome>;
  /** Resolves once its module is loaded, or has failed to. */
  loaded(): Promise<unknown>;
  alive(): boolean;
  kill(): void;
}

/** Time that AWS gives a module to load before the first invocation. */
const initLimitMs = 10_000;
/** Largest answer of a synchronous invocation. */
export const payloadLimitBytes = 6 * 1024 * 1024;

/**
 * Starts the process of a function, which runs `program` (see `writeBootstrap`); its module begins to load at once. `variables` are the engine addresses that
 * every function sees; nothing else is inherited from this process. `log` is a file descriptor.
 */
export function startEnvironment(
  fn: FunctionModel,
  program: string,
  variables: Record<string, string>,
  log: number,
): Environment {
  const started = performance.now();
  const child = fork(program, {
    cwd: fn.directory,
    // The share of the memory that the managed runtime gives the heap.
    execArgv: [`--max-old-space-size=${Math.floor(fn.memoryMb * 0.9)}`],
    env: { ...systemVariables(fn), ...variables, ...fn.variables },
    stdio: ["ignore", log, log, "ipc"],
    // Ctrl-C in the terminal must reach the runtime first: it lets invocations finish, then ends the environments.
    detached: true,
  });
  giveWay(child.pid);
  // Without a listener a failed start of the process would end the whole runtime; `answer` tells it to the caller.
  child.on("error", () => {});
  let ended = false;
  const alive = () => !ended && child.exitCode === null && child.signalCode === null && child.connected;
  const kill = () => {
    // The process is gone a moment later only: it must not be given another event meanwhile.
    ended = true;
    child.kill("SIGKILL");
  };
  let initMs: number | undefined;
  let init: Promise<Outcome> | undefined = answer(child, kill, initLimitMs, "Init phase timed out").then((outcome) => {
    initMs = performance.now() - started;
    return outcome;
  });

  const invoke = async (requestId: string, payload: string, measured?: boolean): Promise<Outcome> => {
    if (init !== undefined) {
      const outcome = await init;
      init = undefined;
      if (outcome.failed) {
        kill();
        return outcome;
      }
    }
    const begun = performance.now();
    const message: InvokeMessage = {
      requestId,
      payload,
      deadline: Date.now() + fn.timeoutMs,
      arn: `arn:aws:lambda:${region}:${accountId}:function:${fn.name}`,
      traceId: traceId(),
      ...(measured && { measured }),
    };
    const pending = answer(
      child,
      kill,
      fn.timeoutMs,
      `Task timed out after ${(fn.timeoutMs / 1_000).toFixed(2)} seconds`,
    );
    child.send(message, (error) => error && kill());
    const outcome = await pending;
    report(log, requestId, performance.now() - begun, initMs);
    initMs = undefined;
    if (Buffer.byteLength(outcome.payload) <= payloadLimitBytes) return outcome;
    return failure(
      "Function.ResponseSizeTooLarge",
      "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
    );
  };
  return { fn, idleSince: Date.now(), notBefore: 0, invoke, loaded: async () => init, alive, kill };
}

/** Of the scheduler's forty steps: the gateway, and whoever asks it from this machine, come before the functions. */
const NICE = 5;

/** Elsewhere environments have machines of their own; here they would make their callers late. */
function giveWay(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, NICE);
  } catch {
    // It has ended already, which the first invocation will tell.
  }
}

/** Waits for the next message of the process; its death or a time over the limit are errors of the function. */
function answer(child: ChildProcess, kill: () => void, limitMs: number, timeoutMessage: string): Promise<Outcome> {
  return new Promise((resolve) => {
    const end = (outcome: Outcome) => {
      clearTimeout(timer);
      child.off("message", onMessage).off("exit", onExit).off("error", onExit);
      resolve(outcome);
    };
    const onMessage = (message: EnvironmentMessage) =>
      end(
        message.kind === "ready"
          ? { payload: "", failed: false }
          : { payload: message.payload, failed: message.kind === "error", cpuMs: message.cpuMs },
      );
    const onExit = () => {
      const cause = child.signalCode ? `signal: ${child.signalCode}` : `exit status ${child.exitCode}`;
      end(failure("Runtime.ExitError", `Runtime exited with error: ${cause}`));
    };
    const timer = setTimeout(() => {
      kill();
      end(failure("Sandbox.Timedout", timeoutMessage));
    }, limitMs);
    child.on("message", onMessage).on("exit", onExit).on("error", onExit);
    if (child.exitCode !== null || child.signalCode !== null) onExit();
  });
}

function failure(errorType: string, errorMessage: string): Outcome {
  return { payload: JSON.stringify({ errorType, errorMessage }), failed: true };
}

function systemVariables(fn: FunctionModel): Record<string, string> {
  return {
    ...credentials,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${fn.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: "local",
    LAMBDA_TASK_ROOT: fn.directory,
    LANG: "en_US.UTF-8",
    PATH: "/usr/local/bin:/usr/bin:/bin",
    TZ: ":UTC",
    _HANDLER: fn.handler,
  };
}

function traceId(): string {
  const seconds = Math.floor(Date.now() / 1_000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString("hex")};Parent=${randomBytes(8).toString("hex")};Sampled=0`;
}

function report(log: number, requestId: string, ms: number, initMs: number | undefined): void {
  const init = initMs === undefined ? "" : `\tInit Duration: ${initMs.toFixed(2)} ms`;
  writeSync(log, `REPORT RequestId: ${requestId}\tDuration: ${ms.toFixed(2)} ms${init}\n`);
}
