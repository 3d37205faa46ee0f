import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** What a batch of calls took. */
export interface Batch {
  readonly statuses: Readonly<Record<number, number>>;
  /** The body of the last answer. */
  readonly body: string;
  readonly cpuMs: number;
}

/** A function running in its own process. */
export interface Arm {
  /** Calls it with each event in turn; throws unless every answer has the status expected (default 200). */
  call(events: readonly object[], expected?: number | "any"): Promise<Batch>;
  stop(): Promise<void>;
}

/** Starts a bundle in a fresh process. It writes its log as in production, to a device that keeps nothing. */
export const startArm = async (file: string, env: Readonly<Record<string, string>>): Promise<Arm> => {
  const program = fileURLToPath(new URL("./call-handler.ts", import.meta.url));
  const child = fork(program, [file], { env, stdio: ["ignore", "ignore", "inherit", "ipc"] });
  const ended = once(child, "exit");
  const answer = async (): Promise<unknown> => {
    const [message] = await Promise.race([
      once(child, "message"),
      ended.then(() => {
        throw new Error(`${file}: the process ended before it answered`);
      }),
    ]);
    return message;
  };
  await answer();
  return {
    call: async (events, expected = 200) => {
      const answered = answer();
      child.send(events.map((event) => JSON.stringify(event)));
      const batch = (await answered) as Batch;
      if (expected !== "any" && batch.statuses[expected] !== events.length)
        throw new Error(`${file} answered ${JSON.stringify(batch.statuses)}: ${batch.body}`);
      return batch;
    },
    stop: async () => {
      child.disconnect();
      await ended;
    },
  };
};
