import { stringify } from "csv-stringify/sync";
import { encodeXml } from "../xml/encode-xml.ts";
import type { WrittenFile } from "../zip/write-zip.ts";
import { frenchDate } from "./aaf-files.ts";
import type { ModelAdult, ModelPupil, SchoolModel } from "./school-model.ts";

const pupilHeader =
  "Nom élève;Nom d'usage élève;Prénom élève;Date naissance;Sexe;INE;Adresse1;Cp1;Commune1;Pays1; Cycle;Niveau;Libellé classe;Identifiant classe;Autorisation associations";
const childHeader = "Nom d'usage enfant;Nom de famille enfant;Prénom enfant;Classes enfants";
const adultHeader = `Civilité Responsable;Nom usage responsable;Nom responsable;Prénom responsable;Adresse responsable;CP responsable;Commune responsable;Pays;Courriel;Téléphone domicile;Téléphone travail;Téléphone portable;${childHeader};${childHeader};${childHeader}`;

/** The two extractions of ONDE: pupils, and the adults who hold parental authority. */
export function ondeFiles(model: SchoolModel): readonly WrittenFile[] {
  const pupils = model.pupils.filter(({ leftOn }) => leftOn === undefined);
  const adults = model.adults.flatMap((adult) => adultRows(adult, pupils, model));
  return [
    file(
      "CSVExtraction_eleves.csv",
      pupilHeader,
      pupils.map((pupil) => pupilRow(pupil, model)),
    ),
    file("CSVExtraction_responsables.csv", adultHeader, adults),
  ];
}

function file(name: string, header: string, rows: readonly (readonly string[])[]): WrittenFile {
  const text = stringify([header.split(";"), ...rows.map((row) => [...row])], {
    delimiter: ";",
    record_delimiter: "windows",
  });
  return { name, bytes: Buffer.concat([...encodeXml([text], "ISO-8859-15")]) };
}

function pupilRow(pupil: ModelPupil, { classes, city }: SchoolModel): readonly string[] {
  const { familyName, givenName, birthDate, sex, ine = "", classCode } = pupil;
  const ondeId = String(4500 + classes.findIndex(({ code }) => code === classCode));
  const address = ["2 allée Fictive", "99001", city, "France"];
  const born = frenchDate(birthDate) ?? "";
  return [familyName, "", givenName, born, sex, ine, ...address, "CYCLE II", "CE1", classCode, ondeId, "N"];
}

/** A row for each three children. */
function adultRows(
  adult: ModelAdult,
  pupils: readonly ModelPupil[],
  { city }: SchoolModel,
): readonly (readonly string[])[] {
  const children = pupils.filter(({ guardians }) =>
    guardians.some((link) => link.adult === adult.number && link.level === 1),
  );
  const rows: (readonly string[])[] = [];
  for (let at = 0; at < children.length; at += 3) {
    const named = [0, 1, 2].flatMap((offset) => {
      const child = children[at + offset];
      return child === undefined ? ["", "", "", ""] : ["", child.familyName, child.givenName, child.classCode];
    });
    const { title, familyName, givenName, mail = "", mobile = "" } = adult;
    const civility = title === "M." ? "M" : "MME";
    const address = ["2 allée Fictive", "99001", city, "France"];
    rows.push([civility, "", familyName, givenName, ...address, mail, "", "", mobile, ...named]);
  }
  return rows;
}
