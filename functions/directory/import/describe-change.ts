import type { PersonId, SchoolId } from "@preau/contract";
import { linkDigest } from "@preau/contract/derive-id";
import type { LinkKey } from "@preau/formats/statement";
import type { ImportCategory, ImportChange } from "../contract.ts";
import { classOf, type Person } from "../person.ts";
import type { Roster } from "../school.ts";
import { describeStated, type Known, kindOf } from "./known-people.ts";
import type { Candidate } from "./resolve-people.ts";
import type { PersonKind, StatedPerson } from "./say.ts";
import { keyOf } from "./school-delivery.ts";

const CATEGORY: Readonly<Record<PersonKind, ImportCategory>> = {
  pupil: "pupils",
  guardian: "guardians",
  staff: "staff",
};

export const categoryOf = (kind: PersonKind): ImportCategory => CATEGORY[kind];

const nameOf = ({ familyName, givenName }: { readonly familyName: string; readonly givenName: string }): string =>
  `${familyName} ${givenName}`;

/** A line is named by what it is about: the same delivery gives the same names. */
const lineOf = (...about: readonly string[]): string => `chg_${linkDigest(about.join(" ")).slice(0, 13)}`;

/** Names the question that a statement raises. */
export const questionLine = (schoolId: SchoolId, key: LinkKey): string => lineOf(schoolId, key);

const codes = (list: readonly { readonly code: string }[] | undefined): string | undefined =>
  list?.map(({ code }) => code).join(", ");

/** What the person who approves wants to see of each part of a record; the rest is told as one. */
const SHOWN: readonly (readonly [field: string, show: (person: Person) => string | undefined])[] = [
  ["nom", ({ familyName }) => familyName],
  ["nom de naissance", ({ birthName }) => birthName],
  ["prénom", ({ givenName }) => givenName],
  ["date de naissance", ({ birthDate }) => birthDate],
  ["classe et groupes", ({ pupil }) => codes(pupil?.audiences)],
  ["sortie de l’établissement", ({ pupil }) => pupil?.leftOn],
  ["INE", ({ pupil }) => pupil?.ine],
  ["adresse électronique", ({ contact }) => contact.mail],
  ["téléphones", ({ contact }) => contact.phones.join(", ")],
  [
    "adresse postale",
    ({ contact: { address } }) => address && [...address.lines, address.postalCode, address.city].join(" "),
  ],
  ["fonctions", ({ staff }) => codes(staff?.functions)],
  ["classes et groupes enseignés", ({ staff }) => codes(staff?.teaches)],
];

/** Parts of which only the fact that they changed is told: they name other people or are long. */
const UNSHOWN: readonly (readonly [field: string, part: (person: Person) => unknown])[] = [
  ["responsables", ({ pupil }) => pupil?.guardians],
  ["élèves à charge", ({ guardian }) => guardian?.children],
  ["régime et enseignements", ({ pupil }) => [pupil?.regime, pupil?.mef, pupil?.options, pupil?.level]],
  ["matières enseignées", ({ staff }) => staff?.teaches],
  ["professeur principal", ({ staff }) => staff?.headTeacherOf],
  ["accords (SMS, adresse)", ({ contact }) => [contact.smsConsent, contact.addressSharing]],
];

type Field = ImportChange["fields"][number];

const fieldsOf = (before: Person, after: Person): readonly Field[] => {
  const shown = SHOWN.flatMap(([field, show]): readonly Field[] => {
    const [was, is] = [show(before) || undefined, show(after) || undefined];
    return was === is
      ? []
      : [{ field, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }];
  });
  const told = new Set(shown.map(({ field }) => field));
  const unshown = UNSHOWN.flatMap(([field, part]): readonly Field[] =>
    JSON.stringify(part(before)) === JSON.stringify(part(after)) ? [] : [{ field }],
  ).filter(({ field }) => !(field === "matières enseignées" && told.has("classes et groupes enseignés")));
  return [...shown, ...unshown];
};

interface About {
  readonly schoolId: SchoolId;
  readonly id: PersonId;
  readonly statement?: StatedPerson | undefined;
}

const ofPerson = ({ schoolId, id, statement }: About, person: Person) => {
  const kind = kindOf(person);
  return {
    line: lineOf(schoolId, id),
    schoolId,
    category: categoryOf(kind),
    ...(kind === "pupil" ? { pupilId: id } : { personId: id }),
    name: nameOf(person),
    className: classOf(person)?.label,
    candidates: [],
    ...(statement !== undefined && { file: statement.file, fileLine: statement.line }),
  };
};

export const createdLine = (about: About, after: Person): ImportChange => ({
  ...ofPerson(about, after),
  kind: "created",
  fields: [],
  message: `${nameOf(after)} : nouvelle fiche.`,
});

export const changedLine = (about: About, before: Person, after: Person, isBack: boolean): ImportChange => {
  const told = [...(isBack ? [{ field: "présence" }] : []), ...fieldsOf(before, after)];
  const fields = told.length > 0 ? told : [{ field: "numéros et sources" }];
  return {
    ...ofPerson(about, after),
    kind: "changed",
    fields: [...fields],
    message: `${nameOf(after)} : ${isBack ? "de nouveau dans l’établissement ; " : ""}${fields.map(({ field }) => field).join(", ")}.`,
  };
};

export const leftLine = (about: About, person: Person): ImportChange => ({
  ...ofPerson(about, person),
  kind: "left",
  fields: [],
  message: `${nameOf(person)} ne figure plus dans la livraison : la fiche est conservée et marquée.`,
});

/** A question: what the delivery says, and who it may be. */
export const ambiguousLine = (
  schoolId: SchoolId,
  statement: StatedPerson,
  candidates: readonly Candidate[],
): ImportChange => {
  const stated = describeStated(statement);
  return {
    line: questionLine(schoolId, keyOf(statement)),
    schoolId,
    kind: "ambiguous",
    category: categoryOf(statement.kind),
    name: nameOf(stated),
    className: stated.classCode,
    fields: stated.birthDate === undefined ? [] : [{ field: "date de naissance", after: stated.birthDate }],
    candidates: candidates.map(({ person, score, reasons }) => ({
      ...shownKnown(person),
      score,
      reasons: [...reasons],
    })),
    message: `${nameOf(stated)} est peut-être déjà connu : dites de qui il s’agit, ou créez une nouvelle fiche.`,
    file: statement.file,
    fileLine: statement.line,
  };
};

const shownKnown = ({ id, content }: Known) => ({
  personId: id,
  name: nameOf(content),
  className: classOf(content)?.label,
  birthDate: content.birthDate,
});

export const rosterLine = (
  schoolId: SchoolId,
  { audience, pupils }: Roster,
  change: "created" | "changed",
): ImportChange => ({
  line: lineOf(schoolId, audience.audienceId),
  schoolId,
  kind: change,
  category: "audiences",
  audienceId: audience.audienceId,
  name: audience.label,
  fields: change === "created" ? [] : [{ field: "composition" }],
  candidates: [],
  message: `${audience.kind === "class" ? "Classe" : "Groupe"} ${audience.label} : ${pupils.length} élève${pupils.length > 1 ? "s" : ""}.`,
});

export const schoolLine = (schoolId: SchoolId, name: string, change: "created" | "changed"): ImportChange => ({
  line: lineOf(schoolId, "school"),
  schoolId,
  kind: change,
  category: "schools",
  name,
  fields: [],
  candidates: [],
  message:
    change === "created" ? `${name} : nouvel établissement.` : `${name} : établissement, classes ou groupes modifiés.`,
});
