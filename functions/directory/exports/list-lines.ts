import type { Role } from "@preau/contract";
import type { DirectoryLine } from "@preau/formats/csv/write-directory-csv";
import type { Present, SchoolSnapshot } from "./school-snapshot.ts";

const ROLES: Readonly<Partial<Record<Role, string>>> = {
  pupil: "Élève",
  guardian: "Responsable légal",
  teacher: "Professeur",
  librarian: "Professeur documentaliste",
  cpe: "CPE",
  supervisor: "Assistant d’éducation",
  head: "Direction",
  office: "Secrétariat",
};

const roleOf = ({ roles }: Present["person"]): string =>
  roles.map((role) => ROLES[role] ?? role).join(", ") || "Personne à contacter";

const nameOf = ({ person }: Present): string => `${person.givenName} ${person.familyName}`;

const collator = new Intl.Collator("fr");

/** The lines of a school's directory, by name; how to reach people only when that was asked for. */
export const listLines = ({ present }: SchoolSnapshot, contacts: boolean): readonly DirectoryLine[] => {
  const byId = new Map(present.map((one) => [one.id, one]));
  const relatedTo = ({ person }: Present): readonly string[] =>
    [
      ...(person.pupil?.guardians ?? []).map(({ personId }) => personId),
      ...(person.guardian?.children ?? []).map(({ pupilId }) => pupilId),
    ].flatMap((id) => {
      const other = byId.get(id);
      return other === undefined ? [] : [nameOf(other)];
    });
  const lineOf = (one: Present): DirectoryLine => {
    const { familyName, givenName, birthDate, pupil, contact } = one.person;
    return {
      familyName,
      givenName,
      role: roleOf(one.person),
      className: pupil?.audiences.find(({ kind }) => kind === "class")?.code,
      groups: pupil?.audiences.filter(({ kind }) => kind === "group").map(({ code }) => code),
      ...(pupil !== undefined && { birthDate }),
      ...(contacts && { mail: contact.mail, phones: contact.phones }),
      related: relatedTo(one),
    };
  };
  return present
    .map(lineOf)
    .sort((a, b) => collator.compare(a.familyName, b.familyName) || collator.compare(a.givenName, b.givenName));
};
