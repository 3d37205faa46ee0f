import { readTable, type TableRow } from "../csv/table.ts";
import { checkGathered } from "../gathered.ts";
import { linkKey } from "../link-key.ts";
import type { LineProblem } from "../problem.ts";
import { readRecord } from "../record-reader.ts";
import type { DeliveredFile, DeliveryContext, GuardianStatement, LinkKey, Read } from "../statement.ts";
import { readPostalAddress } from "./postal-address.ts";

type Child = NonNullable<GuardianStatement["children"]>[number];
type ReadGuardian = GuardianStatement & { readonly keys: [LinkKey]; readonly children: Child[] };

/**
 * Reads the extractions of guardians. ONDE gives them no number: an adult is their names with their mail, else a telephone, else the
 * address, so that two homonyms are never one person; rows of the same adult (more than three children) are put together. An adult
 * without any of these is told once, and a homonym without is refused.
 *
 * The extraction lists those who hold parental authority: they are legal representatives (deployed importers read it so), unless a
 * column `Autorité parentale` says `N`.
 */
export async function* readGuardians(files: readonly DeliveredFile[], context: DeliveryContext): AsyncGenerator<Read> {
  const guardians = new Map<LinkKey, ReadGuardian>();
  for (const file of files) {
    for await (const row of readTable(file, ";")) {
      if (row.attributes.size <= 1) continue;
      const { value, problems, reachable } = readGuardian(row, context);
      for (const problem of problems) yield { problem };
      if (value === undefined) continue;
      const known = guardians.get(value.keys[0]);
      if (known !== undefined && reachable) known.children.push(...value.children);
      else if (known !== undefined) yield { problem: homonym(value) };
      else guardians.set(value.keys[0], value);
      checkGathered(guardians.size, file, row.line);
    }
  }
  for (const statement of guardians.values()) yield { statement };
}

function readGuardian(row: TableRow, { schoolId }: DeliveryContext) {
  const attributes = readRecord(row);
  const familyName = attributes.required("NOM RESPONSABLE");
  const givenName = attributes.required("PRENOM RESPONSABLE");
  const authority = attributes.yesNo("AUTORITE PARENTALE");
  const children = childrenOf(row, authority === false ? 2 : 1);
  if (children.length === 0) attributes.warn("Prénom enfant", "Ce responsable n’a aucun enfant dans l’extraction.");
  const problems = attributes.problems;
  if (familyName === undefined || givenName === undefined) return { value: undefined, problems, reachable: false };
  const mail = attributes.one("COURRIEL");
  const phones = attributes.gather("TELEPHONE PORTABLE", "TELEPHONE DOMICILE", "TELEPHONE TRAVAIL");
  const address = readPostalAddress(attributes, "ADRESSE RESPONSABLE", "CP RESPONSABLE", "COMMUNE RESPONSABLE", "PAYS");
  const fingerprint = mail ?? phones?.[0]?.replace(/\D/g, "") ?? address?.lines.join(" ") ?? "";
  const value: ReadGuardian = {
    kind: "guardian",
    file: row.file,
    line: row.line,
    schoolId,
    keys: [linkKey.onde(schoolId, "adult", familyName, givenName, fingerprint)],
    familyName,
    usualName: attributes.one("NOM USAGE RESPONSABLE"),
    givenName,
    title: ({ M: "M.", "M.": "M.", MME: "Mme", MLLE: "Mme" } as const)[
      (attributes.one("CIVILITE RESPONSABLE") ?? "").toUpperCase()
    ],
    contact: { mail, phones, address },
    children,
  };
  return { value, problems, reachable: fingerprint !== "" };
}

/** Up to three children a row, each by name and class. What the adult is to them is not said: kinship 90, other. */
function childrenOf(row: TableRow, level: 1 | 2): Child[] {
  const familyNames = row.repeated("NOM DE FAMILLE ENFANT");
  const givenNames = row.repeated("PRENOM ENFANT");
  const classes = row.repeated("CLASSES ENFANTS");
  return givenNames.flatMap((givenName, index): Child[] => {
    const familyName = familyNames[index] ?? "";
    if (givenName === "" || familyName === "") return [];
    const classLabel = classes[index] ?? "";
    const named = { familyName, givenName, ...(classLabel !== "" && { classLabel }) };
    return [{ level, kinship: "90", named }];
  });
}

function homonym({ file, line }: GuardianStatement): LineProblem {
  const message =
    "Un autre responsable a les mêmes nom et prénom, et aucun n’a de courriel, de téléphone ni d’adresse : cette fiche est ignorée. Complétez-les dans ONDE.";
  return { file, line, level: "refused", code: "invalid", attribute: "Nom responsable", message };
}
