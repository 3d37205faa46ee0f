import type { Random } from "@preau/demo/world/random";
import { attendanceContract } from "../../../../functions/attendance/contract.ts";
import { requestEvent } from "../../../../test/support/request.ts";
import type { Deed, History, Look } from "./deed.ts";
import type { Scene } from "./scene.ts";
import type { Workers } from "./worker-pool.ts";

/** How the world between a client and the school behaves. */
export interface Clients {
  readonly workers: Pick<Workers, "ask">;
  readonly random: Random;
  /** One counter for everybody: an instant is a number. */
  tick(): number;
}

/** What a client lives and what is still under way when it has turned its back. */
export interface Living {
  readonly deeds: Deed[];
  readonly looks: Look[];
  readonly surprises: string[];
  readonly underWay: Promise<unknown>[];
}

export const emptyLife = (): Living => ({ deeds: [], looks: [], surprises: [], underWay: [] });
export const historyOf = ({ deeds, looks, surprises }: Living): History => ({ deeds, looks, surprises });

const MOST_SENDINGS = 15;
/** An answer that never reaches the client, whose request goes its way all the same. */
const ANSWER_LOST = 0.04;
/** Two tabs, or an impatient finger. */
const SENT_TWICE = 0.08;
const GIVES_UP = 0.03;

interface Reply {
  readonly statusCode: number;
  readonly body: string;
}

/** Asks once; undefined when no answer comes. */
export const ask = async (
  { people }: Scene,
  { who, command, key, asked }: Pick<Deed, "who" | "asked"> & { readonly command: string; readonly key?: string },
  { workers, random }: Clients,
  underWay: Promise<unknown>[],
): Promise<{ readonly status: number; readonly body: unknown } | undefined> => {
  const headers = key === undefined ? {} : { "idempotency-key": key };
  const event = requestEvent(attendanceContract, command, people[who], { ...asked, headers });
  const answered = workers.ask("call", event) as Promise<Reply | undefined>;
  underWay.push(answered);
  if (random.chance(ANSWER_LOST)) return undefined;
  const reply = await answered;
  return reply === undefined ? undefined : { status: reply.statusCode, body: JSON.parse(reply.body) };
};

const isFinal = (status: number): boolean => status < 500;

/** Does something as an app does: sends it again under the same key until it is answered, or gives up. */
export const sendDeed = async (
  scene: Scene,
  deed: Pick<Deed, "command" | "who" | "key" | "mark" | "asked">,
  clients: Clients,
  living: Living,
): Promise<Deed> => {
  const { random, tick } = clients;
  const invokedAt = tick();
  const end = (outcome: Deed["outcome"], reply: unknown, answeredAt: number | undefined): Deed => {
    const done: Deed = { ...deed, invokedAt, outcome, reply, answeredAt };
    living.deeds.push(done);
    return done;
  };
  let unanswered = false;
  for (let sending = 1; sending <= MOST_SENDINGS; sending += 1) {
    if (random.chance(SENT_TWICE)) {
      unanswered = true;
      living.underWay.push(ask(scene, deed, clients, living.underWay));
    }
    const answer = await ask(scene, deed, clients, living.underWay);
    if (answer !== undefined && isFinal(answer.status)) {
      const { status, body } = answer;
      if (status < 300) return end("done", body, tick());
      if (status !== 409) living.surprises.push(`${deed.command} was answered ${status}: ${JSON.stringify(body)}`);
      // Of a sending that nobody answered, a refusal of another one says nothing.
      return end(unanswered ? "unknown" : "refused", body, unanswered ? undefined : tick());
    }
    // Answered 5xx, or not at all: whether it took place is not known.
    unanswered = true;
    if (random.chance(GIVES_UP)) break;
  }
  return end("unknown", undefined, undefined);
};
