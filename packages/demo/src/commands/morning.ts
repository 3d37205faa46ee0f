import { actorOf } from "./actor.ts";
import type { DemoState } from "./demo-state.ts";
import { callTheRoll } from "./morning/call-the-roll.ts";
import { holdNewsBack } from "./morning/hold-news-back.ts";
import { refused, type Step, type Tell } from "./morning/tell.ts";
import { tellFamilies } from "./morning/tell-families.ts";

export type { Step } from "./morning/tell.ts";

/**
 * Plays the school's morning against a running server: a teacher calls the roll of the 08:00 lesson, school life sees it, each legal
 * guardian is told once, a correction reaches those who were told and holds back what was not, and strangers see nothing. Tells each
 * step as it happens; false when one is not as it should be.
 */
export const playMorning = async (state: DemoState, tell: (step: Step) => void): Promise<boolean> => {
  let allWell = true;
  const step: Tell = (text, actor, ok) => {
    allWell &&= ok;
    tell({ text, ok, status: actor.last.status, ms: actor.last.ms });
  };
  const teacher = await actorOf(state, "teacher");
  const mother = await actorOf(state, "separated-mother");
  const father = await actorOf(state, "separated-father");
  const parentOfTwo = await actorOf(state, "parent-of-two");
  const cpe = await actorOf(state, "cpe");

  const called = await callTheRoll(teacher, cpe, [mother, parentOfTwo], step);
  await tellFamilies({ mother, father, parentOfTwo }, called, teacher, step);
  await holdNewsBack(cpe, called, step);

  const { at, command, schoolId } = called;
  const strangers = [
    ["lycee-teacher", 404],
    ["pupil", 403],
  ] as const;
  for (const [part, expected] of strangers) {
    const stranger = await actorOf(state, part);
    const statuses = [
      await refused(stranger.client.attendance.readRollCall(at)),
      await refused(stranger.client.attendance.submitRollCall({ ...at, body: command.body })),
      await refused(stranger.client.attendance.readBoard({ params: { schoolId } })),
    ];
    step(
      `${stranger.login} (${part}) asks for the sheet, the roll, the board: ${statuses.join(", ")}`,
      stranger,
      statuses.every((status) => status === expected),
    );
  }
  return allWell;
};
