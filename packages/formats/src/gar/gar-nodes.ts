import { branch, leaf } from "../xml/elements.ts";
import { distinct } from "./distinct.ts";
import type { GarExport, GarInSchool, GarManager, GarPerson, GarPupil, GarSchool, GarStaff } from "./gar-model.ts";

export type GarFileKind = "Eleve" | "Enseignant" | "Etab" | "Groupe" | "RespAff";
export const garFileKinds: readonly GarFileKind[] = ["Eleve", "Enseignant", "Etab", "Groupe", "RespAff"];

/**
 * The nodes of a kind of file, in the order of the schema (GAR-ENT 1.7, GAR-ENT-1D 1.4). A second school, person, class or link of the
 * same key is left out, since it would make the file invalid; people without a profile in any school too.
 */
export function* garNodes(kind: GarFileKind, asked: GarExport): Generator<string> {
  const second = asked.degree === "2D";
  const schools = distinct(asked.schools, ({ uai }) => uai);
  const pupils = distinct(asked.pupils.filter(hasProfile), ({ id }) => id);
  const staffs = distinct(asked.staff.filter(hasProfile), ({ id }) => id);
  if (kind === "Eleve") {
    for (const pupil of pupils) yield person("GAREleve", pupil, schoolsAndBirth(pupil));
    for (const pupil of pupils) yield* levels(pupil, second);
    if (second) for (const pupil of pupils) yield* followed(pupil);
  } else if (kind === "Enseignant") {
    for (const staff of staffs) yield person("GAREnseignant", staff, staffEnd(staff, second));
    for (const staff of staffs) yield* levels(staff, second);
  } else if (kind === "Etab") {
    for (const school of schools) yield schoolNode(school, second);
    if (second) for (const school of schools) yield* mefNodes(school);
    if (second) for (const school of schools) yield* subjectNodes(school);
  } else if (kind === "Groupe") {
    for (const school of schools) yield* groupNodes(school);
    for (const member of [...pupils, ...staffs]) yield* memberships(member);
    if (second) for (const staff of staffs) yield* taught(staff, "group", "GAREnsGroupeMatiere");
    if (second) for (const staff of staffs) yield* taught(staff, "class", "GAREnsClasseMatiere");
  } else for (const manager of distinct(asked.managers, ({ id }) => id)) yield managerNode(manager);
}

function person(name: string, read: GarPerson, end: readonly string[]): string {
  const { id, profiles, familyName, usualName, givenName, otherGivenNames = [], title, homeSchool } = read;
  const identity = [
    text("GARPersonIdentifiant", id),
    ...profiles.map(({ uai, profile }) =>
      node("GARPersonProfils", [
        ["GARStructureUAI", uai],
        ["GARPersonProfil", profile],
      ]),
    ),
    text("GARPersonNomPatro", familyName),
    text("GARPersonNom", usualName ?? familyName),
    text("GARPersonPrenom", givenName),
    ...[givenName, ...otherGivenNames.filter((other) => other !== givenName)].map((other) =>
      text("GARPersonAutresPrenoms", other),
    ),
    text("GARPersonCivilite", title),
    text("GARPersonStructRattach", homeSchool),
  ];
  return branch(`men:${name}`, [...identity, ...end]);
}

function schoolsAndBirth({ profiles, birthDate }: GarPerson): readonly string[] {
  const schools = new Set(profiles.map(({ uai }) => uai));
  return [...[...schools].map((uai) => text("GARPersonEtab", uai)), text("GARPersonDateNaissance", birthDate)];
}

function staffEnd(staff: GarStaff, second: boolean): readonly string[] {
  const posts = [...Map.groupBy(staff.disciplines, ({ uai }) => uai)].map(([uai, disciplines]) => {
    const codes = [...new Set(disciplines.map(({ code }) => code))];
    const name = second ? "GAREnsDisciplinePosteCode" : "GAREnsSpecialitePosteCode";
    return node(second ? "GAREnsDisciplinesPostes" : "GAREnsSpecialitesPostes", [
      ["GARStructureUAI", uai],
      ...codes.map((code) => [name, code] as const),
    ]);
  });
  const mails = second ? staff.mails.map((mail) => text("GARPersonMail", mail)) : [];
  return [...schoolsAndBirth(staff), ...posts, ...mails];
}

function* levels({ id, levels: followedLevels }: GarPerson, second: boolean): Generator<string> {
  const name = second ? "GARPersonMEF" : "GARPersonMEFSTAT4";
  for (const level of distinct(followedLevels, inSchool))
    yield link(name, id, level, second ? "GARMEFCode" : "GARMEFSTAT4Code");
}

function* followed({ id, subjects }: GarPupil): Generator<string> {
  for (const subject of distinct(subjects, inSchool)) yield link("GAREleveEnseignement", id, subject, "GARMatiereCode");
}

function* memberships({ id, groups }: GarPerson): Generator<string> {
  for (const group of distinct(groups, inSchool)) yield link("GARPersonGroupe", id, group, "GARGroupeCode");
}

function* taught({ id, teaches }: GarStaff, asked: "class" | "group", name: string): Generator<string> {
  const here = teaches.filter(({ audience, subjects }) => audience === asked && subjects.length > 0);
  for (const { uai, code, subjects } of distinct(here, inSchool)) {
    yield link(
      name,
      id,
      { uai, code },
      "GARGroupeCode",
      [...new Set(subjects)].map((subject) => ["GARMatiereCode", subject]),
    );
  }
}

function schoolNode({ uai, name, attachedTo, contract, phone, mail }: GarSchool, second: boolean): string {
  return node("GAREtab", [
    ["GARStructureUAI", uai],
    ["GARStructureNomCourant", name],
    ["GAREtablissementStructRattachFctl", second ? attachedTo : undefined],
    ["GARStructureContrat", contract],
    // The schema allows twenty characters; a longer number is two numbers in one field.
    ["GARStructureTelephone", phone !== undefined && phone.length <= 20 ? phone : undefined],
    ["GARStructureEmail", mail],
  ]);
}

function* mefNodes({ uai, mefs }: GarSchool): Generator<string> {
  for (const { code, label, parent, mefStat11 } of distinct(mefs, codeOf)) {
    const parts = [
      ["GARStructureUAI", uai],
      ["GARMEFCode", code],
      ["GARMEFLibelle", label.slice(0, 255)],
      ["GARMEFRattach", parent],
      ["GARMEFSTAT11", mefStat11],
    ] as const;
    yield node("GARMEF", parts);
  }
}

function* subjectNodes({ uai, subjects }: GarSchool): Generator<string> {
  for (const { code, label } of distinct(subjects, codeOf)) {
    const parts = [
      ["GARStructureUAI", uai],
      ["GARMatiereCode", code],
      ["GARMatiereLibelle", label.slice(0, 255)],
    ] as const;
    yield node("GARMatiere", parts);
  }
}

function* groupNodes({ uai, groups }: GarSchool): Generator<string> {
  for (const { code, label, audience, classCodes } of distinct(groups, codeOf)) {
    const xml = node("GARGroupe", [
      ["GARGroupeCode", code],
      ["GARStructureUAI", uai],
      ["GARGroupeLibelle", label.slice(0, 255)],
      ["GARGroupeStatut", audience === "class" ? "DIVISION" : "GROUPE"],
      ...(audience === "class" ? [] : classCodes.map((division) => ["GARGroupeDivAppartenance", division] as const)),
    ]);
    yield xml;
  }
}

function managerNode({ id, familyName, givenName, title, mails, schools }: GarManager): string {
  return node("GARRespAff", [
    ["GARPersonIdentifiant", id],
    ["GARPersonNom", familyName],
    ["GARPersonPrenom", givenName],
    ["GARPersonCivilite", title],
    ...mails.map((mail) => ["GARPersonMail", mail] as const),
    ...schools.map((uai) => ["GARRespAffEtab", uai] as const),
  ]);
}

type Part = readonly [name: string, text: string | undefined];

function link(
  name: string,
  id: string,
  { uai, code }: GarInSchool,
  codeName: string,
  more: readonly Part[] = [],
): string {
  const parts: readonly Part[] = [["GARStructureUAI", uai], ["GARPersonIdentifiant", id], [codeName, code], ...more];
  return node(name, parts);
}

function node(name: string, parts: readonly Part[]): string {
  return branch(
    `men:${name}`,
    parts.map(([part, value]) => text(part, value)),
  );
}

function text(name: string, value: string | undefined): string {
  return leaf(`men:${name}`, value);
}

function inSchool({ uai, code }: GarInSchool): string {
  return `${uai}|${code}`;
}

function codeOf({ code }: { readonly code: string }): string {
  return code;
}

function hasProfile({ profiles }: GarPerson): boolean {
  return profiles.length > 0;
}
