import type { AudienceId, PersonId } from "@preau/contract";
import { classOf, hasRights, type Person } from "../person.ts";
import type { Roster, RosterPupil } from "../school.ts";
import type { KnownAudience } from "./fold-school.ts";

interface Draft {
  readonly pupils: RosterPupil[];
  readonly headTeacherIds: PersonId[];
}

/** Gathers, while people go by, who is in each class and group. Only what a roll call needs is kept in memory. */
export interface Rosters {
  add(personId: PersonId, person: Person): void;
  rosterOf(audience: KnownAudience): Roster;
}

interface Placed {
  readonly id: PersonId;
  readonly content: Person;
  readonly missing: boolean;
}

const FRENCH = new Intl.Collator("fr");
const byName = (a: RosterPupil, b: RosterPupil): number =>
  FRENCH.compare(a.familyName, b.familyName) ||
  FRENCH.compare(a.givenName, b.givenName) ||
  (a.pupilId < b.pupilId ? -1 : 1);

const rosterPupil = (pupilId: PersonId, person: Person): RosterPupil | undefined => {
  const ownClass = classOf(person);
  if (ownClass === undefined) return undefined;
  const guardianIds = (person.pupil?.guardians ?? []).filter(hasRights).map(({ personId }) => personId);
  const { familyName, givenName } = person;
  return { pupilId, familyName, givenName, classId: ownClass.audienceId, classCode: ownClass.code, guardianIds };
};

/** The roster once one person is as given: on it where their classes say so, and nowhere else. */
export const patchRoster = (roster: Roster, { id, content, missing }: Placed): Roster => {
  const others = roster.pupils.filter(({ pupilId }) => pupilId !== id);
  const pupil = missing ? undefined : rosterPupil(id, content);
  const { audienceId } = roster.audience;
  if (pupil === undefined || !content.pupil?.audiences.some((one) => one.audienceId === audienceId))
    return { ...roster, pupils: others };
  const drawnOn = new Map([
    ...roster.classes.map((one) => [one.audienceId, one.code] as const),
    [pupil.classId, pupil.classCode] as const,
  ]);
  return {
    ...roster,
    classes: [...drawnOn]
      .map(([classId, code]) => ({ audienceId: classId, code }))
      .sort((a, b) => (a.code < b.code ? -1 : 1)),
    pupils: [...others, pupil].sort(byName),
  };
};

/** Opens the rosters of one school with all its classes and groups. */
export const openRosters = (audiences: readonly KnownAudience[]): Rosters => {
  const classes = new Map(audiences.filter(({ kind }) => kind === "class").map((one) => [one.code, one.audienceId]));
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
    rosterOf: ({ classCodes, ...audience }) => {
      const { pupils, headTeacherIds } = draftOf(audience.audienceId);
      const drawnOn = new Map<AudienceId, string>();
      for (const code of classCodes) {
        const audienceId = classes.get(code);
        if (audienceId !== undefined) drawnOn.set(audienceId, code);
      }
      for (const { classId, classCode } of pupils) drawnOn.set(classId, classCode);
      return {
        audience,
        classes: [...drawnOn]
          .map(([audienceId, code]) => ({ audienceId, code }))
          .sort((a, b) => (a.code < b.code ? -1 : 1)),
        headTeacherIds: headTeacherIds.sort(),
        pupils: pupils.sort(byName),
      };
    },
  };
};
