import { isDeepStrictEqual } from "node:util";
import {
  emptyRegister,
  newMarks,
  type Register,
  type RollCallFact,
  type SubmittedMark,
  stateOf,
} from "../../../../functions/attendance/register.ts";
import type { Deed } from "./deed.ts";
import type { Model } from "./linearize.ts";
import type { Scene } from "./scene.ts";

interface Submission {
  readonly version: number;
  readonly marks: readonly SubmittedMark[];
}

const ROLES = { teacher: "teacher", coTeacher: "teacher", cpe: "cpe", desk: "supervisor", family: "head" } as const;

const withSubmission = ({ roster, people }: Scene, before: Register, { who, mark, asked }: Deed): Register => {
  const { version: saw, marks } = asked.body as Submission;
  const calledIds = roster.pupils.map(({ pupilId }) => pupilId as string);
  const fact: RollCallFact = {
    version: before.version + 1,
    saw,
    by: people[who].accountId,
    byRole: ROLES[who],
    at: mark,
    receivedAt: mark,
    marks: newMarks(before, roster.pupils, marks, saw),
    called: calledIds.length,
  };
  return { version: fact.version, calledIds, facts: [...before.facts, fact] };
};

const receiptOf = (register: Register) => {
  const statuses = [...stateOf(register).values()].map(({ status }) => status);
  const count = (wanted: string): number => statuses.filter((status) => status === wanted).length;
  return { version: register.version, absent: count("absent"), late: count("late"), conflicts: count("conflict") };
};

/** What counts of a fact: when the school's clock received it is the only thing that the model cannot know. */
const essence = ({ facts }: Pick<Register, "facts">) => facts.map(({ receivedAt: _, ...fact }) => fact);

/** One register, submissions one at a time: what each must have been answered, and what must lie in the table when all is over. */
export const registerModel = (scene: Scene, found: Register): Model<Register, Deed> => ({
  initial: emptyRegister,
  step: (before, deed) => {
    if ((deed.asked.body as Submission).version > before.version) return undefined;
    const after = withSubmission(scene, before, deed);
    const { version, absent, late, conflicts } = (deed.reply ?? {}) as Record<string, unknown>;
    if (deed.outcome === "done" && !isDeepStrictEqual(receiptOf(after), { version, absent, late, conflicts }))
      return undefined;
    return after;
  },
  accepts: (last) => isDeepStrictEqual(essence(last), essence(found)),
});
