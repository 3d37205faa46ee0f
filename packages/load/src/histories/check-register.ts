import { unpackRegister } from "../../../../functions/attendance/pack.ts";
import { emptyRegister, type Register, stateOf } from "../../../../functions/attendance/register.ts";
import type { Deed, History } from "./deed.ts";
import type { KeptItem } from "./kept-items.ts";
import { linearize } from "./linearize.ts";
import { registerModel } from "./register-model.ts";
import type { Scene } from "./scene.ts";

/** The items of one scene, whatever their partition. */
export type Kept = readonly KeptItem[];

export const registerIn = (kept: Kept): Register => {
  const item = kept.find(({ _et }) => _et === "register");
  return item === undefined ? emptyRegister : unpackRegister(item.register as Parameters<typeof unpackRegister>[0]);
};

const until = ({ calledIds, facts }: Register, version: number) =>
  stateOf({ calledIds, facts: facts.filter((fact) => fact.version <= version) });

/** Each submission lies once in the register if it was acknowledged, never if it was refused, once at most otherwise. */
const countedOnce = ({ facts }: Register, submissions: readonly Deed[]): readonly string[] => [
  ...submissions.flatMap(({ mark, outcome }) => {
    const times = facts.filter(({ at }) => at === mark).length;
    if (outcome === "done" && times === 0) return [`the acknowledged submission ${mark} is lost`];
    if (outcome === "refused" && times > 0) return [`the refused submission ${mark} took place`];
    return times > 1 ? [`the submission ${mark} took place ${times} times`] : [];
  }),
  ...facts
    .filter(({ at }) => !submissions.some(({ mark }) => mark === at))
    .map(({ at }) => `nobody made the submission ${at}`),
];

/** A sheet may show the past of a moment ago, never what did not exist or had not been sent. */
const shownAsItWas = (register: Register, submissions: readonly Deed[], { looks }: History): readonly string[] =>
  looks.flatMap(({ sheet: { version, pupils }, answeredAt }) => {
    const last = register.facts.find((fact) => fact.version === version);
    const sent = submissions.find(({ mark }) => mark === last?.at)?.invokedAt ?? 0;
    if (version > register.version || sent > answeredAt) return [`a sheet showed version ${version} before its time`];
    const states = until(register, version);
    const wrong = pupils.filter(({ pupilId, status }) => status !== (states.get(pupilId)?.status ?? "present"));
    return wrong.length === 0 ? [] : [`the sheet of version ${version} showed what nobody had said`];
  });

/** The pupil's file holds each lesson at which something was said of them, as of the last submission that said it. */
const absencesWith = (register: Register, kept: Kept, { pupilIds }: Scene): readonly string[] =>
  pupilIds.flatMap((pupilId) => {
    const said = register.facts.findLast(({ marks }) => marks.some((mark) => mark.pupilId === pupilId));
    const item = kept.find((one) => one._et === "absence" && one.pupilId === pupilId);
    const [wanted, found] = [
      said && `${until(register, said.version).get(pupilId)?.status} at ${said.version}`,
      item && `${item.status} at ${item.version}`,
    ];
    return wanted === found ? [] : [`a pupil's file says ${found}, the register ${wanted}: half of it was written`];
  });

/** What is wrong with a register, in sentences; nothing when its history is one of a register that takes one submission at a time. */
export const checkRegister = (scene: Scene, history: History, kept: Kept): readonly string[] => {
  const register = registerIn(kept);
  const submissions = history.deeds.filter(({ command }) => command === "submitRollCall");
  const plain = [
    ...countedOnce(register, submissions),
    ...shownAsItWas(register, submissions, history),
    ...absencesWith(register, kept, scene),
  ];
  const lived = submissions
    .filter(({ outcome }) => outcome !== "refused")
    .map((event) => ({ event, invokedAt: event.invokedAt, answeredAt: event.answeredAt }));
  const order = linearize(lived, registerModel(scene, register));
  return order === undefined ? [...plain, `no order explains the answers to ${lived.length} submissions`] : plain;
};
