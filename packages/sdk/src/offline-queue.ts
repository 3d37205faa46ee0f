import { ApiProblem } from "./api-problem.ts";

/** Where an app keeps what it could not send yet: must survive a restart (local storage, a file). */
export interface QueueStorage {
  read(): Promise<string | undefined>;
  write(text: string): Promise<void>;
}

/** A command as it will be sent, with the key that makes sending it twice harmless. */
export interface QueuedCommand {
  readonly capability: string;
  readonly operation: string;
  readonly asked: Readonly<Record<string, unknown>> & { readonly idempotencyKey: string };
}

/** What became of a queued command: sent, or refused by the school (kept apart for the person to see). */
export interface Outcome {
  readonly command: QueuedCommand;
  readonly reply?: unknown;
  readonly problem?: ApiProblem;
}

type Commands = Readonly<Record<string, Readonly<Record<string, (asked: never) => Promise<unknown>>>>>;

/**
 * How much of the queue an error holds up: an app without network or without a token can send nothing; an account over its share must
 * wait; pressure, a capability turned off and hours that have not come yet are the capability's own. A refusal of the school holds up nothing.
 */
const heldUpBy = (error: unknown): "everything" | "capability" | "nothing" => {
  if (!(error instanceof ApiProblem) || error.status === 401 || error.status === 429) return "everything";
  return error.status >= 500 || error.code === "outside-hours" ? "capability" : "nothing";
};

/**
 * Commands typed where there is no network (a roll call in a gymnasium), sent once there is: in order within a capability, those of
 * another one not waiting for it. `add` is safe once it returns; `flush` never drops a command that was not answered.
 */
export const createOfflineQueue = (client: Commands, storage: QueueStorage) => {
  const load = async (): Promise<QueuedCommand[]> => JSON.parse((await storage.read()) ?? "[]");
  const store = (commands: readonly QueuedCommand[]): Promise<void> => storage.write(JSON.stringify(commands));
  let turn: Promise<unknown> = Promise.resolve();
  const exclusively = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work, work);
    turn = done.catch(() => undefined);
    return done;
  };
  return {
    add: (capability: string, operation: string, asked: Readonly<Record<string, unknown>>): Promise<QueuedCommand> =>
      exclusively(async () => {
        const command = { capability, operation, asked: { idempotencyKey: crypto.randomUUID(), ...asked } };
        await store([...(await load()), command]);
        return command;
      }),
    waiting: (): Promise<number> => exclusively(async () => (await load()).length),
    flush: (): Promise<readonly Outcome[]> =>
      exclusively(async () => {
        const outcomes: Outcome[] = [];
        const heldUp = new Set<string>();
        let queued = await load();
        for (const command of queued) {
          if (heldUp.has(command.capability)) continue;
          const send = client[command.capability]?.[command.operation];
          if (send === undefined) throw new Error(`no operation ${command.capability}.${command.operation}`);
          try {
            outcomes.push({ command, reply: await send(command.asked as never) });
          } catch (error) {
            const held = heldUpBy(error);
            if (held === "everything") break;
            if (held === "capability") {
              heldUp.add(command.capability);
              continue;
            }
            outcomes.push({ command, problem: error as ApiProblem });
          }
          queued = queued.filter((one) => one !== command);
          await store(queued);
        }
        return outcomes;
      }),
  };
};
