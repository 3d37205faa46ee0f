import { type AafCategory, formatAafFileName } from "../aaf/file-name.ts";
import { type AafEntryToWrite, writeAaf } from "../aaf/write-aaf.ts";
import { encodeXml } from "../xml/encode-xml.ts";
import type { WrittenFile } from "../zip/write-zip.ts";
import { type ModelAdult, type ModelPupil, type ModelStaff, modelNumber, type SchoolModel } from "./school-model.ts";

type Attributes = Readonly<Record<string, string | readonly string[] | undefined>>;

/** A full AAF delivery of the second degree. */
export function aafFiles(model: SchoolModel): readonly WrittenFile[] {
  return [
    aafFile(model, "EtabEducNat", [schoolEntry(model)]),
    aafFile(model, "MatiereEducNat", model.subjects.map(subjectEntry)),
    aafFile(
      model,
      "PersRelEleve",
      model.adults.map((adult) => adultEntry(adult, model)),
    ),
    aafFile(
      model,
      "Eleve",
      model.pupils.map((pupil) => pupilEntry(pupil, model)),
    ),
    aafFile(model, "PersEducNat", model.staff.map(staffEntry)),
  ];
}

/** One file of a delivery of the second of September. */
export function aafFile(
  { uai, schoolYear }: SchoolModel,
  category: AafCategory,
  entries: readonly AafEntryToWrite[],
): WrittenFile {
  const name = formatAafFileName({
    prefix: `ENT_${uai}`,
    kind: "Complet",
    date: `${schoolYear}-09-02`,
    category,
    part: 0,
  });
  return { name, bytes: Buffer.concat([...encodeXml(writeAaf(category, entries, "ISO-8859-15"), "ISO-8859-15")]) };
}

/** An entry to add; a missing attribute is written empty. */
export function aafEntry(id: string, attributes: Attributes): AafEntryToWrite {
  const values = Object.entries(attributes).map(([name, value = []]) => {
    return [name, typeof value === "string" ? [value] : value] as const;
  });
  return { operation: "add", id, attributes: new Map(values) };
}

/** `2026-09-02` as `02/09/2026`. */
export function frenchDate(iso: string | undefined): string | undefined {
  return iso?.replace(/^(\d{4})-(\d{2})-(\d{2})$/, "$3/$2/$1");
}

/** `structure$code`. */
export function inStructure(code: string): string {
  return `${modelNumber.structure}$${code}`;
}

function schoolEntry({ uai, name, academy, city, classes, groups }: SchoolModel): AafEntryToWrite {
  return aafEntry(modelNumber.structure, {
    ENTStructureJointure: modelNumber.structure,
    ENTStructureUAI: uai,
    ENTStructureNomCourant: `CLG$${name}$${city}`,
    ENTServAcCodeAcademie: academy,
    l: city,
    ENTStructureClasses: classes.map(({ code, label }) => `${code}$${label}`),
    ENTStructureGroupes: groups.map(({ code, label, classCodes }) => [code, label, ...classCodes].join("$")),
  });
}

function subjectEntry({ code, label }: SchoolModel["subjects"][number]): AafEntryToWrite {
  return aafEntry(code, { ENTMatJointure: code, ENTLibelleMatiere: label });
}

function adultEntry(adult: ModelAdult, { pupils }: SchoolModel): AafEntryToWrite {
  const { number, familyName, givenName, title, mail, mobile } = adult;
  const jointure = modelNumber.adultJointure(number);
  const children = pupils.filter(({ guardians }) => guardians.some((link) => link.adult === number));
  return aafEntry(jointure, {
    ENTPersonJointure: jointure,
    sn: familyName,
    givenName,
    personalTitle: title,
    mail,
    mobile,
    ENTAuxPersRelEleveEleve: children.map((child) => modelNumber.pupilJointure(child.number)),
  });
}

function pupilEntry(pupil: ModelPupil, { classes }: SchoolModel): AafEntryToWrite {
  const { number, familyName, givenName, birthDate, sex, ine, classCode, groupCodes, guardians, leftOn } = pupil;
  const jointure = modelNumber.pupilJointure(number);
  const schoolClass = classes.find(({ code }) => code === classCode);
  return aafEntry(jointure, {
    ENTPersonJointure: jointure,
    ENTEleveINE: ine,
    ENTEleveStructRattachId: modelNumber.elenoet(number),
    ENTPersonDateNaissance: frenchDate(birthDate),
    sn: familyName,
    givenName,
    personalTitle: sex === "M" ? "M." : "Mme",
    ENTEleveMEF: schoolClass?.mef,
    ENTPersonStructRattach: modelNumber.structure,
    ENTEleveDateSortieStructRattach: frenchDate(leftOn),
    ENTEleveClasses: inStructure(classCode),
    ENTEleveGroupes: groupCodes.map(inStructure),
    ENTElevePersRelEleve: guardians.map(({ adult, kinship, level }) => {
      return `${modelNumber.adultJointure(adult)}$${kinship}$0$${level}$1$0`;
    }),
  });
}

function staffEntry(staff: ModelStaff): AafEntryToWrite {
  const { number, familyName, givenName, birthDate, title, functionCode, teaches, headTeacherOf } = staff;
  const jointure = modelNumber.staffJointure(number);
  const taught = (audience: "class" | "group") => teaches.filter((one) => one.audience === audience);
  const withSubjects = (audience: "class" | "group") =>
    taught(audience).flatMap(({ code, subjects }) => subjects.map((subject) => `${inStructure(code)}$${subject}`));
  return aafEntry(jointure, {
    ENTPersonJointure: jointure,
    ENTPersonDateNaissance: frenchDate(birthDate),
    sn: familyName,
    givenName,
    personalTitle: title,
    ENTPersonStructRattach: modelNumber.structure,
    ENTPersonFonctions: `${inStructure(functionCode)}$$$`,
    ENTPersonSTSId: modelNumber.stsId(number),
    ENTAuxEnsClasses: taught("class").map(({ code }) => inStructure(code)),
    ENTAuxEnsGroupes: taught("group").map(({ code }) => inStructure(code)),
    ENTAuxEnsClassesMatieres: withSubjects("class"),
    ENTAuxEnsGroupesMatieres: withSubjects("group"),
    ENTAuxEnsClassesPrincipal: headTeacherOf.map(inStructure),
  });
}
