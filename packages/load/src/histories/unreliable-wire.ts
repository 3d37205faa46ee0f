import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "@preau/demo/world/random";
import type { Answer, Asked, Passage } from "../wire/watch-wire.ts";

/** How often each misfortune befalls a call to DynamoDB. */
export interface Misfortunes {
  /** Refused for want of capacity. */
  readonly throttled: number;
  /** Carried out, and the answer lost on its way. */
  readonly answerLost: number;
  /** Never arrived. */
  readonly questionLost: number;
  /** Held up on its way, as by a frozen environment. */
  readonly slow: number;
  /** A read that asked for no consistency sees the past of a moment ago. */
  readonly stale: number;
  /** The process is killed outright, before or after the write. */
  readonly killed: number;
}

const WRITES = new Set(["TransactWriteItems", "PutItem", "UpdateItem", "BatchWriteItem"]);
const PAST_MS = 5_000;
const USUAL_MS = 6;
const SLOW_MS = 400;

/** As the SDK throws them, so that its own second attempt is made. */
const refusal = (name: string): Error =>
  Object.assign(new Error(name), { name, $fault: "client", $metadata: { httpStatusCode: 400 } });

/** A wire on which everything that may happen to a call happens, now and then. `told` hears of each. */
export const unreliableWire = (
  often: Misfortunes,
  random: Random,
  told: (what: Exclude<keyof Misfortunes, "killed">) => void,
): Passage => {
  const befalls = (what: Exclude<keyof Misfortunes, "killed">): boolean => {
    if (!random.chance(often[what])) return false;
    told(what);
    return true;
  };
  const die = () => process.kill(process.pid, "SIGKILL");
  const past = new Map<string, { readonly answer: Answer; readonly at: number }>();
  const write: Passage = async (_asked, pass) => {
    // Counted by whoever sees the process end: it has no time to tell.
    const killed = random.chance(often.killed);
    if (killed && random.chance(0.3)) die();
    if (befalls("questionLost")) throw refusal("TimeoutError");
    const answer = await pass();
    if (killed) die();
    if (befalls("answerLost")) throw refusal("TimeoutError");
    return answer;
  };
  const read: Passage = async (asked, pass) => {
    if (asked.input.ConsistentRead === true) return pass();
    const question = keyOf(asked);
    const before = past.get(question);
    if (before !== undefined && Date.now() - before.at < PAST_MS && befalls("stale")) return before.answer;
    const answer = await pass();
    past.set(question, { answer, at: Date.now() });
    return answer;
  };
  return async (asked, pass) => {
    await delay(random.int(befalls("slow") ? SLOW_MS : USUAL_MS));
    if (befalls("throttled")) throw refusal("ProvisionedThroughputExceededException");
    return WRITES.has(asked.action) ? write(asked, pass) : read(asked, pass);
  };
};

/** The same question, whether or not it asks for consistency. */
const keyOf = ({ action, input: { ConsistentRead: _, ...input } }: Asked): string => JSON.stringify([action, input]);
