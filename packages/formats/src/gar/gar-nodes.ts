import { branch, leaf } from "../xml/elements.ts";
import type { GarExport, GarInSchool, GarManager, GarPerson, GarPupil, GarSchool, GarStaff } from "./gar-model.ts";

/** One element under the root of a file; two of the same key make the file invalid. */
export interface GarNode {
  readonly key: string;
  readonly xml: string;
}

export type GarFileKind = "Eleve" | "Enseignant" | "Etab" | "Groupe" | "RespAff";
export const garFileKinds: readonly GarFileKind[] = ["Eleve", "Enseignant", "Etab", "Groupe", "RespAff"];

/**
 * The nodes of a kind of file, in the order of the schema (GAR-ENT 1.7, GAR-ENT-1D 1.4). Nodes of the same key may come twice; people
 * without a profile in any school are left out.
 */
export function* garNodes(kind: GarFileKind, asked: GarExport): Generator<GarNode> {
  const second = asked.degree === "2D";
  const pupils = asked.pupils.filter(({ profiles }) => profiles.length > 0);
  const staffs = asked.staff.filter(({ profiles }) => profiles.length > 0);
  if (kind === "Eleve") {
    for (const pupil of pupils) yield person("GAREleve", pupil, schoolsAndBirth(pupil));
    for (const pupil of pupils) yield* levels(pupil, second);
    if (second) for (const pupil of pupils) yield* followed(pupil);
  } else if (kind === "Enseignant") {
    for (const staff of staffs) yield person("GAREnseignant", staff, staffEnd(staff, second));
    for (const staff of staffs) yield* levels(staff, second);
  } else if (kind === "Etab") {
    for (const school of asked.schools) yield schoolNode(school, second);
    if (second) for (const school of asked.schools) yield* mefNodes(school);
    if (second) for (const school of asked.schools) yield* subjectNodes(school);
  } else if (kind === "Groupe") {
    for (const school of asked.schools) yield* groupNodes(school);
    for (const member of [...pupils, ...staffs]) yield* memberships(member);
    if (second) for (const staff of staffs) yield* taught(staff, "group", "GAREnsGroupeMatiere");
    if (second) for (const staff of staffs) yield* taught(staff, "class", "GAREnsClasseMatiere");
  } else for (const manager of asked.managers) yield managerNode(manager);
}

function person(name: string, read: GarPerson, end: readonly string[]): GarNode {
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
  return { key: `${name}|${id}`, xml: branch(`men:${name}`, [...identity, ...end]) };
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

function* levels({ id, levels: followedLevels }: GarPerson, second: boolean): Generator<GarNode> {
  const name = second ? "GARPersonMEF" : "GARPersonMEFSTAT4";
  for (const level of followedLevels) yield link(name, id, level, second ? "GARMEFCode" : "GARMEFSTAT4Code");
}

function* followed({ id, subjects }: GarPupil): Generator<GarNode> {
  for (const subject of subjects) yield link("GAREleveEnseignement", id, subject, "GARMatiereCode");
}

function* memberships({ id, groups }: GarPerson): Generator<GarNode> {
  for (const group of groups) yield link("GARPersonGroupe", id, group, "GARGroupeCode");
}

function* taught({ id, teaches }: GarStaff, asked: "class" | "group", name: string): Generator<GarNode> {
  for (const { audience, uai, code, subjects } of teaches) {
    if (audience === asked && subjects.length > 0)
      yield link(
        name,
        id,
        { uai, code },
        "GARGroupeCode",
        [...new Set(subjects)].map((subject) => ["GARMatiereCode", subject]),
      );
  }
}

function schoolNode({ uai, name, attachedTo, contract, phone, mail }: GarSchool, second: boolean): GarNode {
  const xml = node("GAREtab", [
    ["GARStructureUAI", uai],
    ["GARStructureNomCourant", name],
    ["GAREtablissementStructRattachFctl", second ? attachedTo : undefined],
    ["GARStructureContrat", contract],
    // The schema allows twenty characters; a longer number is two numbers in one field.
    ["GARStructureTelephone", phone !== undefined && phone.length <= 20 ? phone : undefined],
    ["GARStructureEmail", mail],
  ]);
  return { key: `GAREtab|${uai}`, xml };
}

function* mefNodes({ uai, mefs }: GarSchool): Generator<GarNode> {
  for (const { code, label, parent, mefStat11 } of mefs) {
    const parts = [
      ["GARStructureUAI", uai],
      ["GARMEFCode", code],
      ["GARMEFLibelle", label.slice(0, 255)],
      ["GARMEFRattach", parent],
      ["GARMEFSTAT11", mefStat11],
    ] as const;
    yield { key: `GARMEF|${uai}|${code}`, xml: node("GARMEF", parts) };
  }
}

function* subjectNodes({ uai, subjects }: GarSchool): Generator<GarNode> {
  for (const { code, label } of subjects) {
    const parts = [
      ["GARStructureUAI", uai],
      ["GARMatiereCode", code],
      ["GARMatiereLibelle", label.slice(0, 255)],
    ] as const;
    yield { key: `GARMatiere|${uai}|${code}`, xml: node("GARMatiere", parts) };
  }
}

function* groupNodes({ uai, groups }: GarSchool): Generator<GarNode> {
  for (const { code, label, audience, classCodes } of groups) {
    const xml = node("GARGroupe", [
      ["GARGroupeCode", code],
      ["GARStructureUAI", uai],
      ["GARGroupeLibelle", label.slice(0, 255)],
      ["GARGroupeStatut", audience === "class" ? "DIVISION" : "GROUPE"],
      ...(audience === "class" ? [] : classCodes.map((division) => ["GARGroupeDivAppartenance", division] as const)),
    ]);
    yield { key: `GARGroupe|${uai}|${code}`, xml };
  }
}

function managerNode({ id, familyName, givenName, title, mails, schools }: GarManager): GarNode {
  const xml = node("GARRespAff", [
    ["GARPersonIdentifiant", id],
    ["GARPersonNom", familyName],
    ["GARPersonPrenom", givenName],
    ["GARPersonCivilite", title],
    ...mails.map((mail) => ["GARPersonMail", mail] as const),
    ...schools.map((uai) => ["GARRespAffEtab", uai] as const),
  ]);
  return { key: `GARRespAff|${id}`, xml };
}

type Part = readonly [name: string, text: string | undefined];

function link(
  name: string,
  id: string,
  { uai, code }: GarInSchool,
  codeName: string,
  more: readonly Part[] = [],
): GarNode {
  const parts: readonly Part[] = [["GARStructureUAI", uai], ["GARPersonIdentifiant", id], [codeName, code], ...more];
  return { key: `${name}|${uai}|${id}|${code}`, xml: node(name, parts) };
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
