import type { LineProblem } from "../problem.ts";
import type { AudienceStatement, DeliveredFile, DeliveryContext, PupilStatement, Read } from "../statement.ts";
import { childText, type XmlElement } from "../xml/read-records.ts";
import { type GatheredPupils, gatherPupilRows } from "./gather-pupil-rows.ts";
import { mapPupil } from "./pupil.ts";
import type { SiecleLabels } from "./read-nomenclature.ts";
import { readSiecleRows } from "./siecle-rows.ts";

interface Known {
  readonly labels: SiecleLabels;
  /** Codes of the classes and groups already told. */
  readonly structures: Set<string>;
}

/**
 * Reads the pupils of files with and without addresses: one file with addresses says all that the other does, so it is read first
 * and nobody is told twice. Classes and groups that `Structures` did not tell are told as pupils name them.
 */
export async function* readPupils(
  files: readonly DeliveredFile[],
  known: Known,
  context: DeliveryContext,
): AsyncGenerator<Read> {
  const gathered: GatheredPupils[] = [];
  for (const file of files) gathered.push(await gatherPupilRows(file, context));
  gathered.sort((a, b) => b.addresses.size - a.addresses.size);
  for (const audience of unknownAudiences(gathered, known, context)) yield { statement: audience };
  const told = new Map<string, DeliveredFile>();
  for (const pupils of gathered) {
    for await (const row of readSiecleRows(pupils.file, "BEE_ELEVES", ["ELEVE"], context)) {
      yield* readPupil(row, pupils, told, known.labels, context);
    }
  }
}

function* readPupil(
  row: XmlElement,
  { file, rows, addresses }: GatheredPupils,
  told: Map<string, DeliveredFile>,
  labels: SiecleLabels,
  context: DeliveryContext,
): Generator<Read> {
  const id = row.attributes.ELEVE_ID ?? childText(row, "ELEVE_ID") ?? "";
  const before = told.get(id);
  if (before === file) yield { problem: twice(id, file.name, row.line) };
  if (before !== undefined) return;
  const address = addresses.get(childText(row, "ADRESSE_ID") ?? "");
  const { value, problems } = mapPupil(row, file.name, { rows: rows.get(id), address, labels }, context);
  for (const problem of problems) yield { problem };
  if (value === undefined) return;
  told.set(id, file);
  yield { statement: value satisfies PupilStatement };
}

/** Tells of a second record with the same number. */
export function twice(id: string, file: string, line: number): LineProblem {
  const message = `Le numéro ${id} a déjà servi plus haut : cette fiche est ignorée. Corrigez le doublon dans SIECLE.`;
  return { file, line, level: "refused", code: "invalid", attribute: "ELEVE_ID", message };
}

function unknownAudiences(
  gathered: readonly GatheredPupils[],
  { structures }: Known,
  { schoolId }: DeliveryContext,
): readonly AudienceStatement[] {
  const audiences = new Map<string, AudienceStatement & { readonly classCodes: string[] }>();
  function name(audience: "class" | "group", code: string, where: { file: string; line: number }, classCode?: string) {
    if (structures.has(code)) return;
    const known = audiences.get(code) ?? { kind: "audience", ...where, schoolId, audience, code, classCodes: [] };
    if (classCode !== undefined && !known.classCodes.includes(classCode)) known.classCodes.push(classCode);
    audiences.set(code, known);
  }
  for (const { file, rows } of gathered) {
    for (const { classCode, groupCodes, line } of rows.values()) {
      const where = { file: file.name, line };
      if (classCode !== undefined) name("class", classCode, where);
      for (const code of groupCodes) name("group", code, where, classCode);
    }
  }
  return [...audiences.values()];
}
