import { digest } from "@preau/contract/derive-id";
import type { GarExport, GarManager, GarPerson, GarPupil, GarSchool, GarStaff } from "@preau/formats/gar/gar-model";
import { NATIONAL_PROFILES } from "@preau/formats/national-profiles";
import { classOf } from "../person.ts";
import { registerNames } from "./group-pupils.ts";
import { isPupil, type Present, type SchoolSnapshot, staffRoles } from "./school-snapshot.ts";

/** The GAR takes fifteen at most for a school (not verified in a schema). */
const MANAGERS_A_SCHOOL = 15;

/** Whom the GAR knows a person as: opaque, stable, the same in every school, and of no use elsewhere. */
export const garIdOf = (personId: string): string => digest(26, "gar", personId);

/** Whether a school is of the first degree, from the type its academy gives it. */
export const isFirstDegree = ({ school }: SchoolSnapshot): boolean =>
  /^(ECOLE|E\.|EEPU|EMPU|EPPU)/.test(school.type ?? "");

type Degree = GarExport["degree"];

const levelsOf = ({ person }: Present, uai: string, degree: Degree) => {
  const code = person.pupil?.mef?.code ?? "";
  return code.length === (degree === "2D" ? 11 : 4) ? [{ uai, code }] : [];
};

const personOf = (one: Present, uai: string, degree: Degree): GarPerson => ({
  id: garIdOf(one.id),
  profiles: (isPupil(one) ? (["pupil"] as const) : staffRoles(one)).map((role) => ({
    uai,
    profile: NATIONAL_PROFILES[role].name,
  })),
  ...registerNames(one.person),
  givenName: one.person.givenName,
  otherGivenNames: one.person.otherGivenNames,
  title: one.person.title,
  ...(isPupil(one) && { birthDate: one.person.birthDate }),
  levels: levelsOf(one, uai, degree),
  groups: [...(one.person.pupil?.audiences ?? []), ...(one.person.staff?.teaches ?? [])].map(({ code }) => ({
    uai,
    code,
  })),
});

const pupilOf = (one: Present, uai: string, degree: Degree): GarPupil => ({
  ...personOf(one, uai, degree),
  subjects: (one.person.pupil?.options ?? []).map(({ code }) => ({ uai, code })),
});

const staffOf = (one: Present, uai: string, degree: Degree): GarStaff => ({
  ...personOf(one, uai, degree),
  disciplines: (one.person.staff?.disciplines ?? []).map(({ code }) => ({ uai, code })),
  mails: one.person.contact.mail === undefined ? [] : [one.person.contact.mail],
  teaches: (one.person.staff?.teaches ?? []).map(({ kind, code, subjects }) => ({
    uai,
    audience: kind,
    code,
    subjects: subjects.map((subject) => subject.code),
  })),
});

const labelled = (codes: readonly { readonly code: string; readonly label?: string | undefined }[]) =>
  [...new Map(codes.filter(({ code }) => code !== "").map((one) => [one.code, one])).values()].map(
    ({ code, label }) => ({ code, label: label ?? code }),
  );

/** The classes of those who are in a group. */
const classCodesOf = (groupId: string, present: readonly Present[]): readonly string[] => {
  const members = present.filter(({ person }) => person.pupil?.audiences.some((one) => one.audienceId === groupId));
  return [...new Set(members.flatMap(({ person }) => classOf(person)?.code ?? []))].sort();
};

const schoolOf = ({ schoolId, school, present }: SchoolSnapshot): GarSchool => ({
  uai: schoolId,
  name: school.name,
  attachedTo: school.attachedTo?.[0],
  phone: school.phone,
  mail: school.mail,
  groups: school.audiences.map(({ audienceId, code, label, kind }) => ({
    code,
    label,
    audience: kind,
    classCodes: kind === "class" ? [] : classCodesOf(audienceId, present),
  })),
  mefs: labelled(present.flatMap(({ person }) => person.pupil?.mef ?? [])).filter(({ code }) => code.length === 11),
  subjects: labelled(
    present.flatMap(({ person }) => [
      ...(person.pupil?.options ?? []),
      ...(person.staff?.teaches ?? []).flatMap(({ subjects }) => subjects),
    ]),
  ),
});

/** Heads, who may be written to: they name whoever assigns licences. */
const managersOf = ({ schoolId, present }: SchoolSnapshot): readonly GarManager[] =>
  present
    .filter(({ person }) => person.roles.includes("head"))
    .flatMap(({ id, person }) => {
      const { mail } = person.contact;
      const { familyName, givenName, title } = person;
      return mail === undefined
        ? []
        : [{ id: garIdOf(id), familyName, givenName, title, mails: [mail] as const, schools: [schoolId] as const }];
    })
    .slice(0, MANAGERS_A_SCHOOL);

/** The lists of somebody who is in several schools, one after the other. */
const joined = <Item extends { readonly id: string }>(items: readonly Item[]): readonly Item[] =>
  [...Map.groupBy(items, ({ id }) => id).values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : others.reduce(
          (all, one) =>
            Object.fromEntries(
              Object.entries(all).map(([name, value]) => {
                const other = one[name as keyof Item];
                return [
                  name,
                  Array.isArray(value) && Array.isArray(other) && name !== "mails" ? [...value, ...other] : value,
                ];
              }),
            ) as unknown as Item,
          first,
        ),
  );

/** What the GAR receives of these schools: pupils and staff, never parents; a person of two schools comes once. */
export const buildGar = (
  snapshots: readonly SchoolSnapshot[],
  asked: Pick<GarExport, "ent" | "at" | "degree">,
): GarExport => {
  const ofDegree = snapshots.filter((one) => isFirstDegree(one) === (asked.degree === "1D"));
  const each = <T>(of: (one: Present, uai: string) => T, who: (one: Present) => boolean): readonly T[] =>
    ofDegree.flatMap(({ schoolId, present }) => present.filter(who).map((one) => of(one, schoolId)));
  return {
    ...asked,
    schools: ofDegree.map(schoolOf),
    pupils: joined(each((one, uai) => pupilOf(one, uai, asked.degree), isPupil)),
    staff: joined(
      each(
        (one, uai) => staffOf(one, uai, asked.degree),
        (one) => !isPupil(one) && staffRoles(one).length > 0,
      ),
    ),
    managers: joined(ofDegree.flatMap(managersOf)),
  };
};
