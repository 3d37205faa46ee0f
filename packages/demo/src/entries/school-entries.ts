import type { AafEntryToWrite, AafMef, AafSchool, AafSubject } from "@preau/formats";
import { entryOf } from "./entry.ts";

/** A school as an `EtabEducNat` entry. */
export function schoolEntry(school: AafSchool): AafEntryToWrite {
  return entryOf(school.jointure, {
    ENTStructureJointure: school.jointure,
    ENTStructureUAI: school.uai,
    ENTStructureNomCourant: `${shortKind(school.name)}$${school.city}`.toLocaleUpperCase("fr"),
    ENTStructureTypeStruct: school.type,
    ENTEtablissementMinistereTutelle: "MINISTÈRE DE L'ÉDUCATION NATIONALE",
    ENTEtablissementContrat: "PU",
    postOfficeBox: undefined,
    street: school.street,
    postalCode: school.postalCode,
    l: school.city,
    telephoneNumber: school.phone,
    ENTStructureMailSI: school.mail,
    ENTEtablissementStructRattachFctl: school.parents,
    ENTServAcAcademie: school.academy.name,
    ENTServAcCodeAcademie: school.academy.code,
    ENTStructureClasses: school.classes.map(({ code, label }) => `${code}$${label}`),
    ENTStructureGroupes: school.groups.map(({ code, label, classes }) => [code, label, ...classes].join("$")),
  });
}

/** A subject as a `MatiereEducNat` entry. */
export function subjectEntry({ code, label }: AafSubject): AafEntryToWrite {
  return entryOf(code, { ENTMatJointure: code, ENTLibelleMatiere: label });
}

/** A programme of study as a `MefEducNat` entry. */
export function mefEntry({ code, label, parent, mefStat }: AafMef): AafEntryToWrite {
  return entryOf(code, { ENTMefJointure: code, ENTLibelleMef: label, ENTMEFRattach: parent, ENTMEFSTAT11: mefStat });
}

function shortKind(name: string): string {
  return name.replace(/^Collège /, "CLG$").replace(/^Lycée /, "LGT$");
}
