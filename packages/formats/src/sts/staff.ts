import { linkKey } from "../link-key.ts";
import type { Mapped } from "../problem.ts";
import { readRecord } from "../record-reader.ts";
import type { DeliveryContext, StaffStatement } from "../statement.ts";
import { childText, listed, recordOf, type XmlElement } from "../xml/read-records.ts";
import type { Services } from "./structure.ts";

/** Maps an `INDIVIDU` row. Without ID, TYPE or names it is refused; without function, which no role can follow, it is a warning. */
export function mapStaff(
  row: XmlElement,
  file: string,
  services: Services,
  { academy, schoolId }: DeliveryContext,
): Mapped<StaffStatement> {
  const attributes = readRecord(recordOf(row, file, row.attributes.ID ?? ""));
  const id = attributes.required("ID");
  const type = attributes.required("TYPE");
  const usualName = attributes.one("NOM_USAGE");
  const familyName = attributes.one("NOM_PATRONYMIQUE") ?? usualName ?? attributes.required("NOM_PATRONYMIQUE");
  const givenName = attributes.required("PRENOM");
  const functionCode = attributes.one("FONCTION");
  if (functionCode === undefined) {
    const message = `Aucune fonction n’est indiquée pour l’individu ${id} : il n’aura aucun accès par cet import.`;
    attributes.warn("FONCTION", message, "missing");
  }
  const problems = attributes.problems;
  if (id === undefined || type === undefined || familyName === undefined || givenName === undefined)
    return { value: undefined, problems };
  const value: StaffStatement = {
    kind: "staff",
    file,
    line: row.line,
    schoolId,
    keys: [linkKey.sts(academy, type, id)],
    familyName,
    usualName: usualName === familyName ? undefined : usualName,
    givenName,
    title: ({ "1": "M.", "2": "Mme", "3": "Mme" } as const)[attributes.one("CIVILITE") ?? ""],
    sex: ({ "1": "M", "2": "F" } as const)[attributes.one("SEXE") ?? ""],
    birthDate: attributes.isoDate("DATE_NAISSANCE"),
    functions: functionCode === undefined ? [] : [{ code: functionCode }],
    sts: { type, id },
    disciplines: listed(row, "DISCIPLINES").flatMap((discipline) => {
      const code = discipline.attributes.CODE;
      return code === undefined ? [] : [{ code, label: childText(discipline, "LIBELLE_COURT") }];
    }),
    teaches: [...(services.get(`${type}|${id}`)?.values() ?? [])],
    headTeacherOf: listed(row, "PROFS_PRINC").flatMap((led) => childText(led, "CODE_STRUCTURE") ?? []),
  };
  return { value, problems };
}
