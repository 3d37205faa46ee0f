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
 * Commands typed where there is no network (a roll call in a gymnasium), sent in order once there is. `add` is safe once it returns;
 * `flush` stops at the first command the network swallows, and never drops one that was not answered.
 */
export const createOfflineQueue = (client: Commands, storage: QueueStorage) => {
  const load = async (): Promise<QueuedCommand[]> => JSON.parse((await storage.read()) ?? "[]");
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
        await storage.write(JSON.stringify([...(await load()), command]));
        return command;
      }),
    waiting: (): Promise<number> => exclusively(async () => (await load()).length),
    flush: (): Promise<readonly Outcome[]> =>
      exclusively(async () => {
        const outcomes: Outcome[] = [];
        for (let queued = await load(); queued[0] !== undefined; queued = queued.slice(1)) {
          const [command] = queued;
          const send = client[command.capability]?.[command.operation];
          if (send === undefined) throw new Error(`no operation ${command.capability}.${command.operation}`);
          try {
            outcomes.push({ command, reply: await send(command.asked as never) });
          } catch (error) {
            if (!(error instanceof ApiProblem) || error.status >= 500 || [401, 429].includes(error.status)) break;
            outcomes.push({ command, problem: error });
          }
          await storage.write(JSON.stringify(queued.slice(1)));
        }
        return outcomes;
      }),
  };
};
