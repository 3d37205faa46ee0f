import { ProblemError, type Route } from "@preau/contract";
import type { Call, Operation, Reply } from "@preau/runtime";
import type { Submitted } from "./commit-to-streams.ts";
import type { Said } from "./ground.ts";
import { MINUTE, type Play, SECOND } from "./play.ts";
import type { Answered } from "./ports.ts";
import { runFunction, type Through } from "./run-function.ts";

/** What a person asks of the school, and what they mean by it. */
export interface Command<R extends Route, Deps> {
  readonly operation: Operation<R, Deps>;
  readonly call: Pick<Call<R>, "principal" | "params" | "body">;
  readonly means: Said;
}

const NETWORK = { requestLost: 0.01, answerLost: 0.01, leftForLater: 0.2 };

/** The dependencies of the attendance functions, through the ports of one run. */
export const depsThrough = ({ ports, time, random }: Play, through: Through) => ({
  sheets: through(ports.sheets),
  boards: through(ports.boards),
  registers: { submit: through(ports.registers).submit, submittedOf: (image: object) => image as Submitted },
  settings: through(ports.settings),
  statements: through(ports.statements),
  days: through(ports.days),
  now: () => new Date(time.now()),
  newId: (prefix: string) => `${prefix}_${Array.from({ length: 13 }, () => random.int(32).toString(32)).join("")}`,
});

export type AttendanceDeps = ReturnType<typeof depsThrough>;

/** Names commands; the same play names them the same way. */
export const openSender = (play: Play) => {
  const { time, random, ports, ground } = play;
  let commands = 0;

  const attempt = async <R extends Route>(key: string, { operation, call }: Command<R, AttendanceDeps>) => {
    const asked = { ...call, query: {} as Call<R>["query"], correlationId: key, has: [] };
    const remember = (reply: Reply<R>) => ports.replies.remember(key, reply as Answered);
    const outcome = await runFunction(play, (through) => operation({ ...asked, remember }, depsThrough(play, through)));
    if (outcome === "killed") return "unheard";
    if ("answer" in outcome) return outcome.answer as Answered;
    const first = await time.during(ports.replies.find(key));
    if (first !== undefined) return first;
    return outcome.error instanceof ProblemError ? "refused" : "unheard";
  };

  /** Sends until an answer is heard, under the same key: some applications come back to it much later. */
  const deliver = async <R extends Route>(key: string, command: Command<R, AttendanceDeps>): Promise<boolean> => {
    for (;;) {
      const answer = random.chance(NETWORK.requestLost) ? "unheard" : await attempt(key, command);
      if (answer === "refused") return false;
      if (answer !== "unheard" && !random.chance(NETWORK.answerLost)) return true;
      await time.pause(
        random.chance(NETWORK.leftForLater) ? (5 + random.int(90)) * MINUTE : (2 + random.int(20)) * SECOND,
      );
    }
  };

  /** Sends a command, sometimes by two taps on the same button. True once it was accepted. */
  return async <R extends Route>(command: Command<R, AttendanceDeps>): Promise<boolean> => {
    commands += 1;
    const key = `command-${commands}`;
    ground.means(key, command.means);
    if (!random.chance(0.01)) return deliver(key, command);
    const [first] = await Promise.all([deliver(key, command), deliver(key, command)]);
    return first;
  };
};

export type Send = ReturnType<typeof openSender>;
