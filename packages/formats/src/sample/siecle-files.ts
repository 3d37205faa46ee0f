import { branch, leaf } from "../xml/elements.ts";
import { encodeXml } from "../xml/encode-xml.ts";
import { type WrittenFile, writeZip } from "../zip/write-zip.ts";
import { frenchDate } from "./aaf-files.ts";
import { type ModelAdult, type ModelPupil, modelNumber, type SchoolModel } from "./school-model.ts";

/** The exports of SIECLE, one ZIP each as the application gives them. */
export function siecleFiles(model: SchoolModel): readonly WrittenFile[] {
  return [
    archive(model, "Nomenclature", "BEE_NOMENCLATURES", "3.1", [
      branch(
        "MATIERES",
        model.subjects.map(({ code, label }) =>
          branch("MATIERE", [leaf("LIBELLE_LONG", label.toUpperCase()), leaf("LIBELLE_EDITION", label)], {
            CODE_MATIERE: code,
          }),
        ),
      ),
    ]),
    archive(model, "Structures", "BEE_STRUCTURES", "1.3", structures(model)),
    archive(model, "ElevesAvecAdresses", "BEE_ELEVES", "3.0", pupils(model)),
    archive(model, "ResponsablesAvecAdresses", "BEE_RESPONSABLES", "2.1", guardians(model)),
  ];
}

/** One export as XML, in its archive. */
function archive(
  model: SchoolModel,
  name: string,
  root: string,
  version: string,
  data: readonly string[],
): WrittenFile {
  const date = `02/09/${model.schoolYear}`;
  const header = branch("PARAMETRES", [
    leaf("UAJ", model.uai),
    leaf("ANNEE_SCOLAIRE", String(model.schoolYear)),
    leaf("DATE_EXPORT", date),
    leaf("HORODATAGE", `${date} 19:04:11`),
  ]);
  const text = branch(root, [header, "\n", branch("DONNEES", data)], { VERSION: version });
  const bytes = Buffer.concat([
    ...encodeXml([`<?xml version="1.0" encoding="ISO-8859-15"?>\n${text}\n`], "ISO-8859-15"),
  ]);
  return { name: `ExportXML_${name}.zip`, bytes: writeZip([{ name: `${name}.xml`, bytes }]) };
}

function structures({ classes, groups }: SchoolModel): readonly string[] {
  const divisions = classes.map(({ code, label, mef }) =>
    branch(
      "DIVISION",
      [leaf("LIBELLE_LONG", label), branch("MEFS_APPARTENANCE", [branch("MEF_APPARTENANCE", [leaf("CODE_MEF", mef)])])],
      { CODE_STRUCTURE: code },
    ),
  );
  const groupRows = groups.map(({ code, label, classCodes }) => {
    const origins = classCodes.map((origin) => branch("DIVISION_APPARTENANCE", [], { CODE_DIVISION: origin }));
    return branch("GROUPE", [leaf("LIBELLE_LONG", label), branch("DIVISIONS_APPARTENANCE", origins)], {
      CODE_STRUCTURE: code,
    });
  });
  return [branch("DIVISIONS", divisions), branch("GROUPES", groupRows)];
}

function pupils({ pupils: all, classes, city }: SchoolModel): readonly string[] {
  const rows = all.map((pupil) => {
    const mef = classes.find(({ code }) => code === pupil.classCode)?.mef;
    return `${pupilRow(pupil, mef)}\n`;
  });
  const placed = all.map(({ number, classCode, groupCodes }) =>
    branch("STRUCTURES_ELEVE", [placement(classCode, "D"), ...groupCodes.map((code) => placement(code, "G"))], {
      ELEVE_ID: modelNumber.eleveId(number),
      ELENOET: modelNumber.elenoet(number),
    }),
  );
  const address = branch(
    "ADRESSE",
    [
      leaf("LIGNE1_ADRESSE", "2 allée Fictive"),
      leaf("CODE_POSTAL", "99001"),
      leaf("LIBELLE_POSTAL", city),
      leaf("LL_PAYS", "FRANCE"),
    ],
    { ADRESSE_ID: "3001" },
  );
  return [branch("ELEVES", rows), branch("OPTIONS", []), branch("STRUCTURES", placed), branch("ADRESSES", [address])];
}

function pupilRow(pupil: ModelPupil, mef: string | undefined): string {
  const { number, familyName, givenName, birthDate, sex, ine, leftOn } = pupil;
  return branch(
    "ELEVE",
    [
      leaf("INE_RNIE", ine),
      leaf("ELENOET", modelNumber.elenoet(number)),
      leaf("NOM_DE_FAMILLE", familyName),
      leaf("PRENOM", givenName),
      leaf("DATE_NAISS", frenchDate(birthDate)),
      leaf("ADRESSE_ID", "3001"),
      leaf("CODE_REGIME", "2"),
      leaf("DATE_SORTIE", frenchDate(leftOn)),
      leaf("CODE_SEXE", sex === "M" ? "1" : "2"),
      leaf("CODE_MEF", mef),
    ],
    { ELEVE_ID: modelNumber.eleveId(number), ELENOET: modelNumber.elenoet(number) },
  );
}

function placement(code: string, type: "D" | "G"): string {
  return branch("STRUCTURE", [leaf("CODE_STRUCTURE", code), leaf("TYPE_STRUCTURE", type)]);
}

function guardians({ adults, pupils: all }: SchoolModel): readonly string[] {
  const links = all.flatMap(({ number, guardians: held }) =>
    held.map(({ adult, kinship, level }) =>
      branch("RESPONSABLE_ELEVE", [
        leaf("ELEVE_ID", modelNumber.eleveId(number)),
        leaf("PERSONNE_ID", modelNumber.personneId(adult)),
        leaf("NIVEAU_RESPONSABILITE", String(level)),
        leaf("CODE_PARENTE", kinship),
        leaf("PAIE_FRAIS_SCOLAIRES", "0"),
      ]),
    ),
  );
  return [branch("PERSONNES", adults.map(adultRow)), branch("RESPONSABLES", links), branch("ADRESSES", [])];
}

function adultRow({ number, familyName, givenName, title, mail, mobile }: ModelAdult): string {
  const row = [
    leaf("LC_CIVILITE", title === "M." ? "M." : "MME"),
    leaf("NOM_DE_FAMILLE", familyName),
    leaf("PRENOM", givenName),
    leaf("TEL_PORTABLE", mobile),
    leaf("MEL", mail),
  ];
  return branch("PERSONNE", row, { PERSONNE_ID: modelNumber.personneId(number) });
}
