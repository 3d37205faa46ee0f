import { readTable, type TableRow } from "../csv/table.ts";
import { checkGathered } from "../gathered.ts";
import { readIne } from "../ine.ts";
import { linkKey } from "../link-key.ts";
import type { LineProblem } from "../problem.ts";
import { type RecordReader, readRecord } from "../record-reader.ts";
import type { DeliveredFile, DeliveryContext, LinkKey, PupilStatement, Read } from "../statement.ts";
import { readPostalAddress } from "./postal-address.ts";

/** A pupil without keys: these depend on the others. */
type ReadPupil = Omit<PupilStatement, "keys">;

/**
 * Reads the extractions of pupils, then tells their classes. Two pupils of the same names and birth date are told apart by their INE;
 * without, only the first is kept. The footer and pupils who were struck off are passed over.
 */
export async function* readPupils(files: readonly DeliveredFile[], context: DeliveryContext): AsyncGenerator<Read> {
  const homonyms = await homonymsOf(files, context);
  const told = new Map<LinkKey, DeliveredFile>();
  const classes = new Set<string>();
  for (const file of files) {
    for await (const row of readTable(file, ";")) {
      if (isFooter(row)) continue;
      const attributes = readRecord(row);
      const pupil = readPupil(row, attributes, context);
      for (const problem of attributes.problems) yield { problem };
      if (pupil === undefined || isStruckOff(attributes)) continue;
      yield* classesOf(pupil, attributes.one("IDENTIFIANT CLASSE"), classes);
      yield* keyed(pupil, homonyms, { file, told }, context);
    }
  }
}

function* keyed(
  pupil: ReadPupil,
  homonyms: ReadonlySet<LinkKey>,
  { file, told }: { file: DeliveredFile; told: Map<LinkKey, DeliveredFile> },
  { schoolId }: DeliveryContext,
): Generator<Read> {
  const byName = nameKey(pupil, schoolId);
  const alike = homonyms.has(byName);
  const keys = [
    ...(pupil.ine === undefined ? [] : [linkKey.ine(pupil.ine)]),
    ...(alike && pupil.ine !== undefined ? [] : [byName]),
  ];
  const [key = byName] = keys;
  const before = told.get(key);
  if (before === file) yield { problem: homonym(pupil, "refused", "cette fiche est ignorée. Ajoutez l’INE dans ONDE") };
  if (before !== undefined) return;
  told.set(key, file);
  if (alike) yield { problem: homonym(pupil, "warning", "vérifiez que ce sont bien deux élèves") };
  yield { statement: { ...pupil, keys } };
}

async function homonymsOf(files: readonly DeliveredFile[], context: DeliveryContext): Promise<ReadonlySet<LinkKey>> {
  const homonyms = new Set<LinkKey>();
  for (const file of files) {
    const seen = new Set<LinkKey>();
    for await (const row of readTable(file, ";")) {
      const pupil = readPupil(row, readRecord(row), context);
      const key = pupil && nameKey(pupil, context.schoolId);
      if (key !== undefined && seen.has(key)) homonyms.add(key);
      if (key !== undefined) seen.add(key);
      checkGathered(seen.size, file, row.line);
    }
  }
  return homonyms;
}

function readPupil(row: TableRow, attributes: RecordReader, { schoolId }: DeliveryContext): ReadPupil | undefined {
  const familyName = attributes.one("NOM DE FAMILLE ELEVE") ?? attributes.required("NOM ELEVE");
  const givenName = attributes.required("PRENOM ELEVE");
  const birthDate = attributes.date("DATE NAISSANCE");
  const addressSharing = attributes.yesNo("AUTORISATION ASSOCIATIONS");
  if (familyName === undefined || givenName === undefined) return undefined;
  const sex = attributes.one("SEXE");
  return {
    kind: "pupil",
    file: row.file,
    line: row.line,
    schoolId,
    familyName,
    usualName: attributes.one("NOM D USAGE ELEVE"),
    givenName,
    otherGivenNames: attributes.gather("DEUXIEME PRENOM", "TROISIEME PRENOM"),
    sex: sex === "M" || sex === "F" ? sex : undefined,
    birthDate,
    contact: { addressSharing, address: readPostalAddress(attributes, "ADRESSE1", "CP1", "COMMUNE1", "PAYS1") },
    ine: readIne(attributes, "INE"),
    level: attributes.one("NIVEAU"),
    classCode: attributes.one("LIBELLE CLASSE") ?? attributes.one("CLASSE OU REGROUPEMENT"),
    groupCodes: attributes
      .one("REGROUPEMENT S")
      ?.split(",")
      .map((code) => code.trim()),
    enteredOn: attributes.date("DATE INSCRIPTION"),
  };
}

function* classesOf(
  { classCode, file, line, schoolId, groupCodes }: ReadPupil,
  ondeId: string | undefined,
  told: Set<string>,
): Generator<Read> {
  const where = { kind: "audience", file, line, schoolId, classCodes: [] } as const;
  if (classCode !== undefined && !told.has(classCode)) {
    told.add(classCode);
    yield { statement: { ...where, audience: "class", code: classCode, label: classCode, ondeId } };
  }
  for (const code of groupCodes ?? []) {
    if (told.has(code)) continue;
    told.add(code);
    yield { statement: { ...where, audience: "group", code, label: code } };
  }
}

/** The last line of some extractions counts the pupils. */
function isFooter({ attributes }: TableRow): boolean {
  return attributes.size <= 1;
}

function isStruckOff(attributes: RecordReader): boolean {
  return /^radi/i.test(attributes.one("ETAT") ?? "");
}

function nameKey({ familyName, givenName, birthDate = "" }: ReadPupil, schoolId: string): LinkKey {
  return linkKey.onde(schoolId, "pupil", familyName, givenName, birthDate);
}

function homonym({ file, line }: ReadPupil, level: LineProblem["level"], advice: string): LineProblem {
  const message = `Un autre élève a les mêmes nom, prénom et date de naissance : ${advice}.`;
  return { file, line, level, code: "invalid", attribute: "Nom élève", message };
}
