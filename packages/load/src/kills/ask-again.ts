import { isDeepStrictEqual } from "node:util";
import { attendanceContract } from "../../../../functions/attendance/contract.ts";
import { noticesContract } from "../../../../functions/notices/contract.ts";
import { type Asked, requestEvent } from "../../../../test/support/request.ts";
import type { Scene, Who } from "../histories/scene.ts";
import type { Door } from "./open-door.ts";

/** What can be sent again under its key. */
interface Sent {
  readonly command: string;
  readonly who: Who;
  readonly key: string;
  readonly mark: string;
  readonly asked: Asked;
  readonly outcome: "done" | "refused" | "unknown";
  readonly reply: unknown;
}

const MOST_SENDINGS = 200;

/** What is now known of something that was sent, and what is wrong with it. */
export interface Known<S extends Sent> {
  readonly sent: S;
  readonly violations: readonly string[];
}

/**
 * Sends again what was sent, under the same key, once nobody is killed any more: what nobody answered is done or refused from now on,
 * what was acknowledged must be answered as the first time.
 */
export const askAgain = async <S extends Sent>(
  sent: S,
  { people }: Pick<Scene, "people">,
  door: Pick<Door, "call">,
  tick: () => number,
): Promise<Known<S>> => {
  const { command, who, key, mark, asked, outcome } = sent;
  const contract = command === "answerNotice" ? noticesContract : attendanceContract;
  const event = requestEvent(contract, command, people[who], { ...asked, headers: { "idempotency-key": key } });
  for (let sending = 1; sending <= MOST_SENDINGS; sending += 1) {
    const answer = await door.call(event);
    if (answer === undefined || answer.statusCode >= 500) continue;
    const reply: unknown = JSON.parse(answer.body);
    const isDone = answer.statusCode < 300;
    if (outcome === "unknown")
      return { sent: { ...sent, outcome: isDone ? "done" : "refused", reply, answeredAt: tick() }, violations: [] };
    if (isDone && answer.again && isDeepStrictEqual(reply, sent.reply)) return { sent, violations: [] };
    return { sent, violations: [`${command} ${mark}, acknowledged, was answered otherwise when it was sent again`] };
  }
  return { sent, violations: [`${command} ${mark} was never answered again`] };
};
