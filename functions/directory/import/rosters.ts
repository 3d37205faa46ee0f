import type { AudienceId, PersonId } from "@preau/contract";
import { classOf, type Person } from "../person.ts";
import type { Roster, RosterPupil } from "../school.ts";
import type { DeliveredAudience, DeliveredSchool } from "./delivery-index.ts";

interface Draft {
  readonly pupils: RosterPupil[];
  readonly headTeacherIds: PersonId[];
}

/** Gathers, while people go by, who is in each class and group. Only what a roll call needs is kept in memory. */
export interface Rosters {
  add(personId: PersonId, person: Person): void;
  rosterOf(school: DeliveredSchool, audience: DeliveredAudience): Roster;
}

const FRENCH = new Intl.Collator("fr");
const byName = (a: RosterPupil, b: RosterPupil): number =>
  FRENCH.compare(a.familyName, b.familyName) ||
  FRENCH.compare(a.givenName, b.givenName) ||
  (a.pupilId < b.pupilId ? -1 : 1);

const rosterPupil = (pupilId: PersonId, person: Person): RosterPupil | undefined => {
  const ownClass = classOf(person);
  if (ownClass === undefined) return undefined;
  const guardianIds = (person.pupil?.guardians ?? [])
    .filter(({ level }) => level === 1)
    .map(({ personId }) => personId);
  const { familyName, givenName } = person;
  return { pupilId, familyName, givenName, classId: ownClass.audienceId, classCode: ownClass.code, guardianIds };
};

export const openRosters = (): Rosters => {
  const drafts = new Map<AudienceId, Draft>();
  const draftOf = (audienceId: AudienceId): Draft => {
    const draft = drafts.get(audienceId) ?? { pupils: [], headTeacherIds: [] };
    drafts.set(audienceId, draft);
    return draft;
  };
  return {
    add: (personId, person) => {
      const pupil = rosterPupil(personId, person);
      if (pupil !== undefined)
        for (const { audienceId } of person.pupil?.audiences ?? []) draftOf(audienceId).pupils.push(pupil);
      for (const audienceId of person.staff?.headTeacherOf ?? []) draftOf(audienceId).headTeacherIds.push(personId);
    },
    rosterOf: ({ audiences }, { classCodes, ...audience }) => {
      const { pupils, headTeacherIds } = draftOf(audience.audienceId);
      const declared = classCodes.flatMap((code) => audiences.get(`class ${code}`) ?? []);
      const classes = new Map([
        ...declared.map(({ audienceId, code }) => [audienceId, code] as const),
        ...pupils.map(({ classId, classCode }) => [classId, classCode] as const),
      ]);
      return {
        audience,
        classes: [...classes]
          .map(([audienceId, code]) => ({ audienceId, code }))
          .sort((a, b) => (a.code < b.code ? -1 : 1)),
        headTeacherIds: headTeacherIds.sort(),
        pupils: pupils.sort(byName),
      };
    },
  };
};
