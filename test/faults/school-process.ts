import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { LocalRuntime } from "@preau/local";

type Address = Pick<LocalRuntime, "edgeUrl" | "identityUrl" | "endpoints" | "functions">;

/** What a school runs on, and where it must answer again after a fall. */
export interface SchoolOptions {
  readonly assembly: string;
  readonly dataDir: string;
  readonly clockOffsetMs: number;
  readonly again?: Pick<Address, "edgeUrl" | "identityUrl">;
  /** Options of Node for its process. */
  readonly execArgv?: readonly string[];
}

/** A running school, in a process that can be killed from here. */
export const startSchool = async ({ assembly, dataDir, clockOffsetMs, again, execArgv = [] }: SchoolOptions) => {
  const ports = [again?.edgeUrl, again?.identityUrl].map((url) => (url === undefined ? "0" : new URL(url).port));
  const program = fileURLToPath(new URL("./run-school.ts", import.meta.url));
  const child = fork(program, [assembly, dataDir, String(clockOffsetMs), ...ports], {
    stdio: "ignore",
    execArgv: [...execArgv],
  });
  const ended = once(child, "exit");
  const heard = async (): Promise<unknown> => {
    const died = ended.then(() => Promise.reject(new Error("the runtime ended by itself")));
    const [message] = await Promise.race([once(child, "message"), died]);
    return message;
  };
  const address = (await heard()) as Address;
  const ask = async (what: "idle" | "stop"): Promise<void> => {
    const answered = heard();
    child.send(what);
    await answered;
  };
  return {
    ...address,
    pid: child.pid ?? 0,
    idle: () => ask("idle"),
    stop: async (): Promise<void> => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      await ask("stop");
      await ended;
    },
    /** Kills the process outright: nothing of it runs one instruction more. */
    kill: (): void => void child.kill("SIGKILL"),
    ended,
    /** Invokes a function as another AWS service would, and gives its answer. */
    invoke: async (name: string, payload: object): Promise<unknown> => {
      const full = address.functions.find((one) => one.endsWith(`-${name}`));
      const url = `${address.endpoints.lambda}/2015-03-31/functions/${full}/invocations`;
      const reply = await fetch(url, { method: "POST", body: JSON.stringify(payload) });
      if (!reply.ok || reply.headers.has("x-amz-function-error")) throw new Error(`${name}: ${await reply.text()}`);
      return reply.json();
    },
    /** Puts a domain event on the bus, as the publisher of its capability does. */
    tell: async (owner: string, name: string, detail: object): Promise<void> => {
      const bus = { EventBusName: "preau-local", Source: `preau.${owner}`, DetailType: name };
      const body = JSON.stringify({ Entries: [{ ...bus, Detail: JSON.stringify(detail) }] });
      const headers = { "x-amz-target": "AWSEvents.PutEvents", "content-type": "application/x-amz-json-1.1" };
      const reply = await fetch(address.endpoints.events, { method: "POST", headers, body });
      const { FailedEntryCount } = (await reply.json()) as { FailedEntryCount?: number };
      if (FailedEntryCount !== 0) throw new Error(`the bus refused ${name}`);
    },
  };
};

export type School = Awaited<ReturnType<typeof startSchool>>;
