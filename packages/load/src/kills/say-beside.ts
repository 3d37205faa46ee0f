import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "@preau/demo/world/random";
import { ApiProblem, createClient } from "@preau/sdk";
import { attendanceContract } from "../../../../functions/attendance/contract.ts";
import { noticesContract } from "../../../../functions/notices/contract.ts";
import type { Asked } from "../../../../test/support/request.ts";
import { day, type Scene, type Who } from "../histories/scene.ts";
import type { FallingSchool } from "./open-school.ts";
import type { SignedIn } from "./sign-people-in.ts";

const contracts = { attendance: attendanceContract, notices: noticesContract };

/** Something said beside the register, under one key however often it was sent; `mark` is found again where it was kept. */
export interface Word {
  readonly command: "addFollowUp" | "answerNotice";
  readonly who: Who;
  readonly key: string;
  readonly mark: string;
  readonly asked: Asked & { readonly params: Readonly<Record<string, string>> };
  readonly outcome: "done" | "refused" | "unknown";
  readonly reply: unknown;
}

export interface WordClients {
  readonly school: FallingSchool;
  readonly people: SignedIn;
  readonly random: Random;
  /** Notices that somebody has answered already, or is about to. */
  readonly answered: Set<string>;
}

const MOST_SENDINGS = 8;
const GIVES_UP = 0.1;

const clientOf = ({ people: { cpe, family } }: Scene, who: "cpe" | "family", { school, people }: WordClients) => {
  const { accountId } = who === "cpe" ? cpe : family;
  return createClient(contracts, { baseUrl: school.edgeUrl, token: () => people.tokenOf(accountId), attempts: 3 });
};

/** Says something through the SDK, which sends again by itself; then again by hand under the same key, as an app does after a while. */
const send = async (
  word: Omit<Word, "outcome" | "reply">,
  say: () => Promise<unknown>,
  { school, random }: WordClients,
): Promise<Word> => {
  for (let sending = 1; sending <= MOST_SENDINGS; sending += 1) {
    try {
      const reply = await say();
      school.answered();
      return { ...word, outcome: "done", reply };
    } catch (error) {
      const refused = error instanceof ApiProblem && error.status < 500 && ![401, 429].includes(error.status);
      // Of an earlier sending that nobody answered, a refusal says nothing.
      if (refused) return { ...word, outcome: sending === 1 ? "refused" : "unknown", reply: error.code };
      if (random.chance(GIVES_UP)) break;
      await school.up();
      await delay(100);
    }
  }
  return { ...word, outcome: "unknown", reply: undefined };
};

const note = (scene: Scene, nth: number, clients: WordClients): Promise<Word> => {
  const { schoolId, pupilIds, index } = scene;
  const mark = `Note ${index}-${nth}`;
  const params = { schoolId, pupilId: clients.random.pick(pupilIds) };
  const body = { typeId: "call-made", on: day, comment: mark, days: [day] };
  const word = {
    command: "addFollowUp",
    who: "cpe",
    key: `note-${index}-${nth}`,
    mark,
    asked: { params, body },
  } as const;
  const { attendance } = clientOf(scene, "cpe", clients);
  return send(word, () => attendance.addFollowUp({ params, body, idempotencyKey: word.key } as never), clients);
};

/** The family answers one of the notices it finds, of this class or of one before. */
const answer = async (scene: Scene, nth: number, clients: WordClients): Promise<readonly Word[]> => {
  const { schoolId, index } = scene;
  const { notices } = clientOf(scene, "family", clients);
  const found = await notices
    .listNotices({ params: { schoolId }, query: { limit: 50 } } as never)
    .catch(() => undefined);
  const open = found?.items.find(({ noticeId }) => !clients.answered.has(noticeId));
  if (open === undefined) return [];
  clients.answered.add(open.noticeId);
  const mark = `Réponse ${index}-${nth}`;
  const params = { schoolId, noticeId: open.noticeId };
  const body = { reason: "illness", text: mark };
  const word = {
    command: "answerNotice",
    who: "family",
    key: `answer-${index}-${nth}`,
    mark,
    asked: { params, body },
  } as const;
  return [await send(word, () => notices.answerNotice({ params, body, idempotencyKey: word.key } as never), clients)];
};

const NOTES = 3;
const ANSWERS = 2;

/** What school life notes and a family answers while the roll is called and corrected. */
export const sayBeside = async (scene: Scene, clients: WordClients): Promise<readonly Word[]> => {
  const noting = async (): Promise<readonly Word[]> => {
    const words: Word[] = [];
    for (let nth = 0; nth < NOTES; nth += 1) words.push(await note(scene, nth, clients));
    return words;
  };
  const answering = async (): Promise<readonly Word[]> => {
    const words: Word[] = [];
    for (let nth = 0; nth < ANSWERS; nth += 1) words.push(...(await answer(scene, nth, clients)));
    return words;
  };
  return (await Promise.all([noting(), answering()])).flat();
};
