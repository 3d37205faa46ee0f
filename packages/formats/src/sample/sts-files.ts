import { branch, leaf } from "../xml/elements.ts";
import { encodeXml } from "../xml/encode-xml.ts";
import type { WrittenFile } from "../zip/write-zip.ts";
import { type ModelStaff, modelNumber, type SchoolModel } from "./school-model.ts";

/** The file that STS-Web hands to timetable products. */
export function stsFiles(model: SchoolModel): readonly WrittenFile[] {
  const { uai, name, academy, schoolYear } = model;
  const header = branch("PARAMETRES", [
    branch("UAJ", [branch("ACADEMIE", [leaf("CODE", academy)]), leaf("SIGLE", "CLG"), leaf("DENOM_COMPL", name)], {
      CODE: uai,
    }),
    branch("ANNEE_SCOLAIRE", [leaf("DATE_DEBUT", `${schoolYear}-09-01`)], { ANNEE: String(schoolYear) }),
  ]);
  const subjects = model.subjects.map(({ code, label }) =>
    branch("MATIERE", [leaf("LIBELLE_EDITION", label)], { CODE: code }),
  );
  const structure = branch("STRUCTURE", [branch("DIVISIONS", divisions(model)), branch("GROUPES", groups(model))]);
  const data = branch("DONNEES", [branch("INDIVIDUS", model.staff.map(individual)), structure]);
  const text = branch("STS_EDT", [header, branch("NOMENCLATURES", [branch("MATIERES", subjects)]), data]);
  const bytes = Buffer.concat([
    ...encodeXml([`<?xml version="1.0" encoding="ISO-8859-15"?>\n${text}\n`], "ISO-8859-15"),
  ]);
  return [{ name: `sts_emp_${uai}_${schoolYear}.xml`, bytes }];
}

function individual({
  number,
  familyName,
  givenName,
  birthDate,
  title,
  functionCode,
  headTeacherOf,
}: ModelStaff): string {
  const led = headTeacherOf.map((code) => branch("PROF_PRINC", [leaf("CODE_STRUCTURE", code)]));
  return branch(
    "INDIVIDU",
    [
      leaf("CIVILITE", title === "M." ? "1" : "2"),
      leaf("NOM_USAGE", familyName),
      leaf("NOM_PATRONYMIQUE", familyName),
      leaf("PRENOM", givenName),
      leaf("DATE_NAISSANCE", birthDate),
      leaf("FONCTION", functionCode),
      branch("PROFS_PRINC", led),
    ],
    { ID: modelNumber.stsId(number), TYPE: "epp" },
  );
}

function divisions(model: SchoolModel): readonly string[] {
  return model.classes.map(({ code, label, mef }) =>
    branch(
      "DIVISION",
      [
        leaf("LIBELLE_LONG", label),
        services(code, model),
        branch("MEFS_APPARTENANCE", [branch("MEF", [], { CODE: mef })]),
      ],
      { CODE: code },
    ),
  );
}

function groups(model: SchoolModel): readonly string[] {
  return model.groups.map(({ code, label, classCodes }) => {
    const origins = classCodes.map((origin) => branch("DIVISION_APPARTENANCE", [], { CODE: origin }));
    const parts = [leaf("LIBELLE_LONG", label), branch("DIVISIONS_APPARTENANCE", origins), services(code, model)];
    return branch("GROUPE", parts, { CODE: code });
  });
}

function services(code: string, { staff }: SchoolModel): string {
  const taught = staff.flatMap(({ number, teaches }) =>
    teaches
      .filter((one) => one.code === code)
      .flatMap(({ subjects }) => subjects.map((subject) => ({ number, subject }))),
  );
  return branch(
    "SERVICES",
    taught.map(({ number, subject }) =>
      branch(
        "SERVICE",
        [branch("ENSEIGNANTS", [branch("ENSEIGNANT", [], { ID: modelNumber.stsId(number), TYPE: "epp" })])],
        { CODE_MATIERE: subject, CODE_MOD_COURS: "CG" },
      ),
    ),
  );
}
