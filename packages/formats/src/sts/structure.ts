import type { DeliveryContext, Read, StaffStatement } from "../statement.ts";
import { childText, listed, type XmlElement } from "../xml/read-records.ts";

type Taught = NonNullable<StaffStatement["teaches"]>[number] & { readonly subjects: { readonly code: string }[] };

/** What each individual teaches, by `<TYPE>|<ID>` and then by the code of the class or group. */
export type Services = Map<string, Map<string, Taught>>;

/** The class or group of a `DIVISION` or `GROUPE` row; without code it is refused. */
export function structureStatement(row: XmlElement, file: string, { schoolId }: DeliveryContext): Read {
  const code = row.attributes.CODE;
  const where = { file, line: row.line };
  if (code === undefined) {
    const message = "Cette division ou ce groupe n’a pas de code : l’élément est ignoré. Complétez-le dans STS-Web.";
    return { problem: { ...where, level: "refused", code: "missing", attribute: "CODE", message } };
  }
  const codesOf = (list: string) => listed(row, list).flatMap(({ attributes }) => attributes.CODE ?? []);
  return {
    statement: {
      kind: "audience",
      ...where,
      schoolId,
      audience: row.name === "DIVISION" ? "class" : "group",
      code,
      label: childText(row, "LIBELLE_LONG"),
      classCodes: codesOf("DIVISIONS_APPARTENANCE"),
      mefs: codesOf("MEFS_APPARTENANCE"),
    },
  };
}

/** Notes who teaches what to a class or group: several teachers may share a service, and several services a teacher. */
export function noteServices(row: XmlElement, services: Services): void {
  const code = row.attributes.CODE ?? "";
  const audience = row.name === "DIVISION" ? "class" : "group";
  for (const service of listed(row, "SERVICES")) {
    const subject = service.attributes.CODE_MATIERE;
    for (const { attributes } of listed(service, "ENSEIGNANTS")) {
      const teacher = `${attributes.TYPE}|${attributes.ID}`;
      const taught: Map<string, Taught> = services.get(teacher) ?? new Map();
      const known: Taught = taught.get(code) ?? { audience, code, subjects: [] };
      if (subject !== undefined && !known.subjects.some((one) => one.code === subject))
        known.subjects.push({ code: subject });
      taught.set(code, known);
      services.set(teacher, taught);
    }
  }
}
