import { schoolName } from "../aaf/school-name.ts";
import type { Roster, RosterPerson, RosterRole } from "../oneroster/roster-model.ts";
import { writeOneRosterBundle } from "../oneroster/write-bundle.ts";
import type { WrittenFile } from "../zip/write-zip.ts";
import type { ModelStaff, SchoolModel } from "./school-model.ts";

const school = "ecole";

/** A OneRoster bundle, by the writer that schools use. */
export function oneRosterFiles(model: SchoolModel): readonly WrittenFile[] {
  return [writeOneRosterBundle(rosterOf(model), "oneroster.zip")];
}

/** The roster of a model. */
export function rosterOf(model: SchoolModel): Roster {
  const { uai, name, schoolYear } = model;
  const modifiedAt = `${schoolYear}-09-02T17:00:00.000Z`;
  const audience = (kind: "class" | "group") => (one: { readonly code: string; readonly label: string }) => {
    return {
      id: `classe-${one.code}`,
      modifiedAt,
      schoolId: school,
      audience: kind,
      code: one.code,
      label: one.label,
      schoolYear,
    };
  };
  return {
    schoolYear,
    modifiedAt,
    schools: [{ id: school, modifiedAt, uai, name: schoolName(`CLG$${name}`, undefined) }],
    audiences: [...model.classes.map(audience("class")), ...model.groups.map(audience("group"))],
    people: people(model, modifiedAt),
    enrollments: enrollments(model, modifiedAt),
  };
}

function people({ pupils, adults, staff }: SchoolModel, modifiedAt: string): readonly RosterPerson[] {
  const present = pupils.filter(({ leftOn }) => leftOn === undefined);
  return [
    ...present.map(({ number, familyName, givenName, ine, birthDate, sex, guardians }): RosterPerson => {
      const related = guardians.filter(({ level }) => level === 1).map(({ adult }) => `adulte-${adult}`);
      const roles = [{ role: "student", schoolId: school }] as const;
      return { id: `eleve-${number}`, modifiedAt, familyName, givenName, ine, birthDate, sex, roles, related };
    }),
    ...adults.map(({ number, familyName, givenName, mail, mobile }): RosterPerson => {
      const roles = [{ role: "parent", schoolId: school }] as const;
      return { id: `adulte-${number}`, modifiedAt, familyName, givenName, mail, mobile, roles };
    }),
    ...staff.map((one): RosterPerson => {
      const { number, familyName, givenName, birthDate } = one;
      const roles = [{ role: roleOf(one), schoolId: school }];
      return { id: `personnel-${number}`, modifiedAt, familyName, givenName, birthDate, roles };
    }),
  ];
}

function roleOf({ functionCode }: ModelStaff): RosterRole {
  if (functionCode === "ENS") return "teacher";
  return functionCode === "DIR" ? "principal" : "siteAdministrator";
}

function enrollments({ pupils, staff }: SchoolModel, modifiedAt: string): Roster["enrollments"] {
  const of = (personId: string, code: string, role: "student" | "teacher", primary?: boolean) => {
    return {
      id: `${personId}-${code}`,
      modifiedAt,
      personId,
      audienceId: `classe-${code}`,
      schoolId: school,
      role,
      primary,
    };
  };
  const present = pupils.filter(({ leftOn }) => leftOn === undefined);
  return [
    ...present.flatMap(({ number, classCode, groupCodes }) =>
      [classCode, ...groupCodes].map((code) => of(`eleve-${number}`, code, "student")),
    ),
    ...staff.flatMap(({ number, teaches, headTeacherOf }) =>
      teaches.map(({ code }) => of(`personnel-${number}`, code, "teacher", headTeacherOf.includes(code))),
    ),
  ];
}
