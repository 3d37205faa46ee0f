import { EVERY_WEEK, lessonIdOf, type Slot } from "@preau/calendar";
import type { AudienceId, PersonId } from "@preau/contract";
import { audienceIdOf, personIdOf } from "@preau/contract/derive-id";

export const COLLEGE = "0990001N";
export const MONDAY = "2026-11-23";

/** Realistic names, long ones among them: sizes are asserted on this class. */
const FAMILIES = [
  "MARLOW",
  "D'ORVAL",
  "BEN AMAR",
  "LE GOFF-KERVADEC",
  "NGUYEN",
  "DA SILVA MOREIRA",
  "ÇELIK",
  "DUPONT-LAMBERT",
];
const NAMES = ["Nina", "Zoé", "Jean-Baptiste", "Ilyès", "Maëlle", "Anne-Charlotte", "Théo"];

const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? "";

/** A class of invented pupils with their two guardians each, as `roster-changed.v1` tells it. */
export const aClass = (code: string, size: number, version = 1) => {
  const id = audienceIdOf(COLLEGE, code);
  const pupils = Array.from({ length: size }, (_, index) => ({
    pupilId: personIdOf("TEST", `${code}-pupil-${index}`),
    familyName: pick(FAMILIES, index),
    givenName: pick(NAMES, index),
    classId: id,
    classCode: code,
    guardianIds: [personIdOf("TEST", `${code}-mother-${index}`), personIdOf("TEST", `${code}-father-${index}`)],
  }));
  return {
    schoolId: COLLEGE as never,
    schoolYear: 2026,
    audience: { id, code, label: `Classe ${code}`, kind: "class" as const },
    classes: [{ id, code }],
    version,
    pupils,
  };
};

/** A weekly slot of an audience on Monday. */
export const aSlot = (
  audience: { id: AudienceId; code: string },
  teacherId: PersonId,
  changes: Partial<Slot> = {},
): Slot => ({
  key: "000001",
  weekday: 1,
  start: "08:00",
  minutes: 55,
  weeks: EVERY_WEEK,
  subject: { code: "MATHS", label: "Mathématiques" },
  teachers: [{ id: teacherId, name: "Mme BRIAC" }],
  audiences: [audience],
  ...changes,
});

export const onMonday = (slot: Slot) => lessonIdOf(slot, MONDAY);
