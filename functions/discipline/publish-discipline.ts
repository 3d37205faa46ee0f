import { type Change, type Outgoing, outgoing } from "@preau/runtime/publish";
import { detentionChangedV1 } from "../../events/detention-changed.v1.ts";
import { measureAnnouncedV1 } from "../../events/measure-announced.v1.ts";
import { type KeptMeasure, measureOf, type Step, slotsOf } from "./measures/measure.ts";

/** What a family is told of each step; of the others, nothing. */
const TOLD: Partial<Record<Step["step"], (typeof measureAnnouncedV1)["example"]["what"]>> = {
  give: "given",
  postpone: "postponed",
  cancel: "cancelled",
  open: "procedure-opened",
  pronounce: "pronounced",
  revoke: "suspension-revoked",
  annul: "annulled",
};

const detentionOf = (kept: KeptMeasure): readonly Outgoing[] => {
  const slots = slotsOf(kept.steps);
  if (slots.length === 0) return [];
  const { schoolId, schoolYear, measureId, pupilId, classId, familySees } = kept.head;
  const { label, state, version } = measureOf(kept);
  const stands = state !== "cancelled";
  return [
    outgoing(detentionChangedV1, {
      schoolId,
      schoolYear,
      measureId,
      pupilId,
      classId,
      version,
      label,
      familySees,
      slots: slots.map((slot, index) => ({
        ...slot,
        status: stands && index === slots.length - 1 ? ("planned" as const) : ("cancelled" as const),
      })),
    }),
  ];
};

const announcementOf = (kept: KeptMeasure): readonly Outgoing[] => {
  const last = kept.steps.at(-1);
  const dismissed = last?.step === "dismiss" && kept.steps.some(({ step }) => step === "open");
  const what = dismissed ? "dismissed" : last && TOLD[last.step];
  if (last === undefined || what === undefined || !kept.head.familySees) return [];
  const { schoolId, schoolYear, measureId, pupilId, givenName, classId, className } = kept.head;
  const { category, label, version } = measureOf(kept);
  return [
    outgoing(measureAnnouncedV1, {
      schoolId,
      schoolYear,
      measureId,
      pupilId,
      givenName,
      classId,
      className,
      category,
      label,
      what,
      day: last.day,
      version,
    }),
  ];
};

/** What the rest of the school hears of committed measures: detentions whole, and each step that a family is told of. */
export const disciplineEvents =
  (readMeasure: (image: Readonly<Record<string, unknown>>) => KeptMeasure) => (changes: readonly Change[]) =>
    changes.flatMap(({ entity, after }) => {
      if (entity !== "measure" || after === undefined) return [];
      const kept = readMeasure(after);
      return [...detentionOf(kept), ...announcementOf(kept)];
    });
