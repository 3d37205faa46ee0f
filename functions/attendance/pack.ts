import type { Lesson } from "@preau/calendar";
import type { Mark, Register, RollCallFact } from "./register.ts";
import type { Roster } from "./sheet.ts";

/** A roster as stored: 35 pupils in under 3 KB. The class of a pupil is a position in `classes`. */
export interface PackedRoster {
  readonly classes: readonly (readonly [id: string, code: string])[];
  readonly pupils: readonly (readonly [id: string, familyName: string, givenName: string, classIndex: number])[];
}

export const packRoster = ({ classes, pupils }: Roster): PackedRoster => ({
  classes: classes.map(({ id, code }) => [id.slice(4), code]),
  pupils: pupils.map(({ pupilId, familyName, givenName, classId }) => [
    pupilId.slice(4),
    familyName,
    givenName,
    classes.findIndex(({ id }) => id === classId),
  ]),
});

export const unpackRoster = ({ classes, pupils }: PackedRoster): Roster => ({
  classes: classes.map(([id, code]) => ({ id: `aud_${id}`, code })),
  pupils: pupils.map(([id, familyName, givenName, classIndex]) => ({
    pupilId: `per_${id}`,
    familyName,
    givenName,
    classId: `aud_${classes[classIndex]?.[0] ?? ""}`,
  })),
});

type PackedMark = readonly [
  id: string,
  classIndex: number,
  familyName: string,
  givenName: string,
  status: "A" | "L" | "P",
  minutes: number,
];

/** A register as stored: under 1 KB for 35 pupils and two absentees, so that a call costs one write unit (two in a transaction). */
export interface PackedRegister {
  /** Ids of the pupils called, without their prefix, end to end. */
  readonly called: string;
  readonly classes: readonly (readonly [id: string, code: string])[];
  readonly audiences: readonly string[];
  readonly teachers: readonly string[];
  readonly lesson: readonly [start: string, end: string, subject: string];
  readonly facts: readonly (readonly [
    version: number,
    by: string,
    byRole: RollCallFact["byRole"],
    at: string,
    marks: readonly PackedMark[],
    saw: number,
    /** Milliseconds between the author's time and its reception. */
    delay: number,
    called: number,
  ])[];
}

const ID_LENGTH = 13;
const LETTER = { absent: "A", late: "L", present: "P" } as const;
const STATUS = { A: "absent", L: "late", P: "present" } as const;

export const packRegister = ({ calledIds, facts }: Register, lesson: Lesson, { classes }: Roster): PackedRegister => {
  const indexOf = (classId: string) => classes.findIndex(({ id }) => id === classId);
  const packMark = ({ pupilId, classId, familyName, givenName, status, minutesLate }: Mark): PackedMark => [
    pupilId.slice(4),
    indexOf(classId),
    familyName,
    givenName,
    LETTER[status],
    minutesLate ?? 0,
  ];
  return {
    called: calledIds.map((id) => id.slice(4)).join(""),
    classes: classes.map(({ id, code }) => [id.slice(4), code]),
    audiences: lesson.audiences.map(({ code }) => code),
    teachers: lesson.teachers.map(({ id }) => id.slice(4)),
    lesson: [lesson.start, lesson.end, lesson.subject.label],
    facts: facts.map(({ version, saw, by, byRole, at, receivedAt, marks, called }) => [
      version,
      by.slice(4),
      byRole,
      at,
      marks.map(packMark),
      saw,
      Date.parse(receivedAt) - Date.parse(at),
      called,
    ]),
  };
};

export const unpackRegister = ({ called, classes, facts }: PackedRegister): Register => ({
  version: facts.at(-1)?.[0] ?? 0,
  calledIds: Array.from(
    { length: called.length / ID_LENGTH },
    (_, index) => `per_${called.slice(index * ID_LENGTH, (index + 1) * ID_LENGTH)}`,
  ),
  facts: facts.map(([version, by, byRole, at, marks, saw, delay, called]) => ({
    version,
    saw,
    by: `acc_${by}`,
    byRole,
    at,
    called,
    receivedAt: new Date(Date.parse(at) + delay).toISOString(),
    marks: marks.map(([id, classIndex, familyName, givenName, letter, minutes]) => ({
      pupilId: `per_${id}`,
      classId: `aud_${classes[classIndex]?.[0] ?? ""}`,
      familyName,
      givenName,
      status: STATUS[letter],
      ...(minutes > 0 && { minutesLate: minutes }),
    })),
  })),
});
