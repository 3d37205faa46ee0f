import type { AudienceStatement, SchoolStatement } from "../statement.ts";
import type { AafEntry } from "./read-aaf.ts";
import type { AafSchool } from "./school.ts";
import type { SchoolsOfDelivery } from "./statements-of-people.ts";

/** What a school's entry says: itself, then its classes and groups. Schools it depends on are named by UAI when they are delivered too. */
export function schoolStatements(
  school: AafSchool,
  { file, line }: AafEntry,
  { uais }: SchoolsOfDelivery,
): readonly (SchoolStatement | AudienceStatement)[] {
  const { uai: schoolId, name, type, street, postalCode, city, phone, mail, parents } = school;
  const where = { file, line, schoolId };
  const attachedTo = parents.flatMap((parent) => uais.get(parent) ?? []);
  const academy = school.academy.code ?? school.academy.name;
  return [
    { kind: "school", ...where, name, academy, type, street, postalCode, city, phone, mail, attachedTo },
    ...school.classes.map(({ code, label }): AudienceStatement => {
      return { kind: "audience", ...where, audience: "class", code, label, classCodes: [] };
    }),
    ...school.groups.map(({ code, label, classes }): AudienceStatement => {
      return { kind: "audience", ...where, audience: "group", code, label, classCodes: classes };
    }),
  ];
}
