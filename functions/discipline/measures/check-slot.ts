import { closedBecause } from "@preau/calendar";
import { type Day, type FieldError, problem } from "@preau/contract";
import type { Measure, PunishmentKind, Slot } from "../measures-contract.ts";

interface Planned {
  readonly detention?: Slot | undefined;
  readonly work?: string | undefined;
  readonly dueOn?: Day | undefined;
}

/** What is wrong with when and where a punishment is to be done, each with its field. */
export const faultsOfPlan = (
  kind: PunishmentKind,
  { detention, work, dueOn }: Planned,
  today: Day,
): readonly FieldError[] => {
  const found: FieldError[] = [];
  const say = (field: string, message: string) => void found.push({ field: `body.${field}`, message });
  if (kind === "detention" && detention === undefined)
    say("detention", "Indiquez le jour, l’heure et la salle de la retenue.");
  if (kind !== "detention" && detention !== undefined)
    say("detention", "Seule une retenue a un créneau : retirez ce champ.");
  if (kind === "extra-work" && work === undefined) say("work", "Indiquez le travail à faire.");
  if (kind === "extra-work" && dueOn === undefined) say("dueOn", "Indiquez le jour où le travail est à rendre.");
  if (dueOn !== undefined && dueOn < today) say("dueOn", "Ce jour est passé : choisissez-en un autre.");
  if (detention !== undefined && detention.day < today)
    say("detention.day", "Ce jour est passé : choisissez-en un autre.");
  const closed = detention && closedBecause(detention.day);
  if (closed !== undefined)
    say("detention.day", `L’établissement est fermé ce jour-là (${closed}) : choisissez-en un autre.`);
  return found;
};

const meet = (one: Slot, other: Slot): boolean =>
  one.day === other.day && one.start < other.end && other.start < one.end;

/** Nobody is expected in two detentions at once. @throws ProblemError `slot-taken` */
export const requireFree = (slot: Slot | undefined, others: readonly Measure[]): void => {
  const taken = others.some(
    ({ detention, state }) =>
      slot !== undefined && state === "to-do" && detention !== undefined && meet(slot, detention),
  );
  if (taken) throw problem("slot-taken");
};
