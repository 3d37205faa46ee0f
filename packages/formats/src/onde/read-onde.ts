import { headersOf } from "../csv/table.ts";
import { FormatFault } from "../fault.ts";
import type { DeliveredFile, DeliveryContext, Read } from "../statement.ts";
import { openArchives } from "../zip/open-archives.ts";
import { readGuardians } from "./read-guardians.ts";
import { readPupils } from "./read-pupils.ts";
import { readTeachers } from "./read-teachers.ts";

type Kind = "pupils" | "guardians" | "teachers";

/**
 * Reads the CSV extractions of ONDE (first degree): pupils, guardians, teachers, told apart by their headers, which are compared
 * without case, accents and spaces. ONDE gives adults no number and joins them to children by name only, and its files name
 * neither school nor year: an import must be looked at before it is applied.
 *
 * Source: header lines of real extractions; newer columns are read when they are there.
 * @throws FormatFault of `readCsv` and `openArchives`; `wrong-format` for headers that are none of the three.
 */
export async function* readOnde(files: readonly DeliveredFile[], context: DeliveryContext): AsyncGenerator<Read> {
  const byKind: Record<Kind, DeliveredFile[]> = { pupils: [], guardians: [], teachers: [] };
  for (const file of await openArchives(files)) byKind[await kindOf(file)].push(file);
  yield* readPupils(byKind.pupils, context);
  yield* readGuardians(byKind.guardians, context);
  for (const file of byKind.teachers) yield* readTeachers(file, context);
}

async function kindOf(file: DeliveredFile): Promise<Kind> {
  const headers = await headersOf(file, ";");
  if (headers.has("NOM ELEVE") || headers.has("NOM DE FAMILLE ELEVE")) return "pupils";
  if (headers.has("NOM RESPONSABLE")) return "guardians";
  if (headers.has("DIRECTEUR") && headers.has("NOM")) return "teachers";
  const message =
    "La première ligne n’est pas celle d’une extraction ONDE (élèves, responsables ou enseignants, séparés par des points-virgules). Refaites l’extraction, sans la modifier.";
  throw new FormatFault("wrong-format", file.name, 1, message);
}
