import type { AudienceId, PersonId, Role, SchoolId } from "@preau/contract";
import { audienceIdOf } from "@preau/contract/derive-id";
import type { Audience } from "../../functions/directory/contract.ts";
import type { Person } from "../../functions/directory/person.ts";
import type { DirectoryRecord } from "../../functions/directory/record.ts";
import type { Roster, School } from "../../functions/directory/school.ts";
import { COLLEGE, callerOf, LYCEE, NINA, PUPILS, personOf, RELATIONS } from "./callers.ts";

export const YEAR = 2026;

const audience = (id: string, code: string, kind: Audience["kind"]): Audience => ({
  audienceId: `aud_${id}` as AudienceId,
  code,
  label: `${kind === "class" ? "Classe" : "Groupe"} ${code}`,
  kind,
});
export const SIXTH_A = audience("7k2mq4x9d0abc", "6A", "class");
export const SIXTH_B = audience("0000000006b00", "6B", "class");
/** Some of 6A, without Nina. */
export const LATIN = audience("000000000bat0", "6GLAT", "group");
/** A group of Nina's whose id follows from its code, as the import of a timetable needs. */
export const CHOIR: Audience = { ...audience("", "6CHO", "group"), audienceId: audienceIdOf(COLLEGE, "6CHO") };
const SECOND_A = audience("0000000002a00", "2A", "class");

/** Words that only Nina's own data hold. */
export const MARKERS = {
  names: [NINA, "QUARTZELLE", "Ninoé"],
  /** How to reach her and the father from whom the mother is separated. */
  contacts: ["+33 6 99 11 22 33", "papa.quartz@example.org", "77 rue du Quartz", "+33 6 99 44 55 66"],
} as const;

export const MOTHER = personOf("guardian", "own");
const FATHER = "per_0000father000";

const base = (
  schoolId: string,
): Pick<Person, "academy" | "joinId" | "familyName" | "givenName" | "contact"> & {
  readonly school: Person["school"];
} => ({
  academy: "TEST",
  joinId: "1",
  familyName: "ORDINAIRE",
  givenName: "Camille",
  contact: { phones: [] },
  school: { name: schoolId === COLLEGE ? "Collège Ada Lovelace" : "Lycée Emmy Noether", timeZone: "Europe/Paris" },
});

const pupil = (audiences: readonly Audience[], guardianIds: readonly string[]): NonNullable<Person["pupil"]> => ({
  options: [],
  audiences,
  guardians: guardianIds.map((personId) => ({ personId: personId as PersonId, level: 1, kinship: "10" })),
});

const record = (schoolId: string, id: string, content: Person): DirectoryRecord<"person"> => ({
  kind: "person",
  schoolId: schoolId as SchoolId,
  schoolYear: YEAR,
  id,
  content,
});

/** What the directory says of Nina and of nobody else. */
const nina = (): readonly DirectoryRecord<"person">[] => [
  record(COLLEGE, NINA, {
    ...base(COLLEGE),
    familyName: "QUARTZELLE",
    givenName: "Ninoé",
    birthDate: "2014-03-14",
    roles: ["pupil"],
    contact: { phones: ["+33 6 99 11 22 33"], address: { lines: ["77 rue du Quartz"] } },
    pupil: pupil([SIXTH_A, CHOIR], [MOTHER, FATHER]),
  }),
  record(COLLEGE, FATHER, {
    ...base(COLLEGE),
    familyName: "QUARTZELLE",
    roles: ["guardian"],
    contact: { mail: "papa.quartz@example.org", phones: ["+33 6 99 44 55 66"] },
    guardian: { children: [{ pupilId: NINA as PersonId, level: 1, kinship: "20" }] },
  }),
];

const TAUGHT: Readonly<Record<string, readonly Audience[]>> = {
  own: [SIXTH_A],
  "same class": [LATIN],
  "same school": [SIXTH_B],
  "ex-guardian": [SIXTH_B],
};
const ATTENDED: Readonly<Record<string, readonly Audience[]>> = {
  "same class": [SIXTH_A, LATIN],
  "same school": [SIXTH_B],
  "ex-guardian": [SIXTH_B],
};

/** The others, as the two schools know them: whoever the callers say they are. */
const people = (withNina: boolean): readonly DirectoryRecord<"person">[] =>
  RELATIONS.flatMap((relation) =>
    (["pupil", "guardian", "teacher", "librarian", "cpe", "supervisor", "head", "office"] as const).flatMap((role) =>
      callerOf(role, relation)
        .memberships.filter(({ personId }) => personId !== NINA)
        .map((held) => {
          const id = held.personId;
          const here = held.schoolId === COLLEGE;
          const children = callerOf(held.role, relation === "here and elsewhere" ? "same school" : relation)
            .children.filter((child) => child.schoolId === held.schoolId && here)
            .filter((child) => withNina || child.pupilId !== NINA)
            .map(({ pupilId }) => ({ pupilId, level: 1 as const, kinship: "10" }));
          return record(held.schoolId, id, {
            ...base(held.schoolId),
            roles: [held.role],
            ...(held.role === "pupil" && { pupil: pupil(ATTENDED[relation] ?? [], []) }),
            ...(held.role === "guardian" && { guardian: { children } }),
            ...(isStaff(held.role) && {
              staff: {
                functions: [],
                headTeacherOf: [],
                teaches: (here ? (TAUGHT[relation] ?? []) : [SECOND_A]).map((one) => ({ ...one, subjects: [] })),
              },
            }),
          });
        }),
    ),
  );

const isStaff = (role: Role): boolean => role !== "pupil" && role !== "guardian";

export const rosterPupil = (pupilId: string, ownClass: Audience, guardianIds: readonly string[]) => ({
  pupilId: pupilId as PersonId,
  familyName: pupilId === NINA ? "QUARTZELLE" : "ORDINAIRE",
  givenName: pupilId === NINA ? "Ninoé" : "Camille",
  classId: ownClass.audienceId,
  classCode: ownClass.code,
  guardianIds: guardianIds as readonly PersonId[],
});

/** The pupils of each class and group of the collège. */
export const rosters = (withNina: boolean): readonly Roster[] => {
  const zoe = rosterPupil(PUPILS["same class"], SIXTH_A, [personOf("guardian", "same class")]);
  const others = (["same school", "ex-guardian"] as const).map((relation) =>
    rosterPupil(PUPILS[relation], SIXTH_B, [personOf("guardian", relation)]),
  );
  const sixthA = withNina ? [rosterPupil(NINA, SIXTH_A, [MOTHER, FATHER]), zoe] : [zoe];
  const rosterOf = (one: Audience, pupils: Roster["pupils"]): Roster => ({
    audience: one,
    classes: [{ audienceId: one.kind === "class" ? one.audienceId : SIXTH_A.audienceId, code: "6A" }],
    headTeacherIds: [],
    pupils,
  });
  return [rosterOf(SIXTH_A, sixthA), rosterOf(SIXTH_B, others), rosterOf(LATIN, [zoe]), rosterOf(CHOIR, sixthA)];
};

const schoolRecord = (schoolId: string, audiences: readonly Audience[]): DirectoryRecord<"school"> => {
  const { name, timeZone } = base(schoolId).school;
  const content: School = { name, timeZone, academy: "TEST", type: "COLLEGE", audiences };
  return { kind: "school", schoolId: schoolId as SchoolId, schoolYear: YEAR, id: schoolId, content };
};

/** Everything the directory keeps of the two schools, with or without Nina. */
export const directoryRecords = (withNina: boolean): readonly DirectoryRecord[] => {
  const kept = [
    schoolRecord(COLLEGE, [SIXTH_A, SIXTH_B, LATIN, CHOIR]),
    schoolRecord(LYCEE, [SECOND_A]),
    ...people(withNina),
    ...(withNina ? nina() : []),
    ...rosters(withNina).map(
      (content): DirectoryRecord<"roster"> => ({
        kind: "roster",
        schoolId: COLLEGE as SchoolId,
        schoolYear: YEAR,
        id: content.audience.audienceId,
        content,
      }),
    ),
  ];
  // The same person under two relations: the first says it all.
  return [...new Map(kept.toReversed().map((one) => [`${one.kind} ${one.schoolId} ${one.id}`, one])).values()];
};
