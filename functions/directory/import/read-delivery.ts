import type { SchoolId } from "@preau/contract";
import { parseAafFileName } from "@preau/formats/aaf/file-name";
import { FormatFault } from "@preau/formats/fault";
import type { GuardianStatement, LinkKey, Read, Statement } from "@preau/formats/statement";
import type { ImportCategory } from "../contract.ts";
import type { AllCounts, DeliveredSchool } from "../import-job.ts";
import { categoryOf } from "./describe-change.ts";
import { issueAt, issueOf } from "./reading.ts";
import type { Report } from "./report.ts";
import { keyOf } from "./school-delivery.ts";
import { LABELS_FILE, SCHOOLS_FILE, statementsOf, type WorkFiles } from "./work-files.ts";

export interface DeliveryReading {
  /** Files of one school alone: those of another are refused. */
  readonly schoolId: SchoolId | undefined;
  readonly work: WorkFiles;
  readonly report: Report;
  readonly counts: AllCounts;
  progress(): Promise<void>;
}

const ADULTS_WITHOUT_SCHOOL = "adults";

const categoryOfFile = (file: string): ImportCategory => {
  const aaf = parseAafFileName(file)?.category;
  if (aaf === "EtabEducNat") return "schools";
  if (aaf === "PersRelEleve" || /respons/i.test(file)) return "guardians";
  return aaf === "PersEducNat" || /sts/i.test(file) ? "staff" : "pupils";
};

/**
 * The first step: reads every record once, sorts what is said by school, and writes nothing of any school. Memory holds the numbers
 * of people, never people. A file that cannot be read to its end refuses the whole delivery: `undefined`.
 */
export const readDelivery = async (
  reads: AsyncIterable<Read>,
  { schoolId: only, work, report, counts, progress }: DeliveryReading,
): Promise<readonly DeliveredSchool[] | undefined> => {
  const parts = work.gather();
  const schools = new Set<SchoolId>();
  const refused = new Set<string>();
  const labels = new Map<string, string>();
  const seen = new Map<LinkKey, string>();
  const schoolsOfAdult = new Map<LinkKey, Set<SchoolId>>();
  const recordsAtFault = new Set<string>();
  let academy: string | undefined;

  const leaveOut = async (
    category: ImportCategory,
    { file, line, id = "" }: { file: string; line: number; id?: string },
    code: string,
    message: string,
  ) => {
    counts[category].faulty += 1;
    await report.add(issueAt({ file, line, id }, "error", code, message));
  };
  const keep = async (statement: Exclude<Statement, { kind: "label" }>, school: SchoolId): Promise<void> => {
    schools.add(school);
    await parts.add(statementsOf(school), statement);
  };
  const takeAdult = async (guardian: GuardianStatement): Promise<boolean> => {
    const homes = new Set([...(guardian.schoolId === undefined ? [] : [guardian.schoolId as SchoolId])]);
    for (const school of schoolsOfAdult.get(keyOf(guardian)) ?? []) homes.add(school);
    for (const school of homes) await keep(guardian, school);
    return homes.size > 0;
  };
  const takeSchool = async (statement: Extract<Statement, { kind: "school" }>): Promise<void> => {
    counts.schools.read += 1;
    const told = schools.has(statement.schoolId as SchoolId) && seen.has(`manual:${statement.schoolId}`);
    if (told) return leaveOut("schools", statement, "duplicate", DUPLICATE_SCHOOL);
    seen.set(`manual:${statement.schoolId}`, "school");
    academy ??= statement.academy;
    if (academy === statement.academy) return keep(statement, statement.schoolId as SchoolId);
    refused.add(statement.schoolId);
    return leaveOut("schools", statement, "other-academy", OTHER_ACADEMY);
  };
  const take = async (statement: Statement): Promise<void> => {
    if (statement.kind === "label") {
      labels.set(statement.code, statement.label);
      return;
    }
    if (
      only !== undefined &&
      "schoolId" in statement &&
      statement.schoolId !== undefined &&
      statement.schoolId !== only
    )
      throw new FormatFault("wrong-school", statement.file, statement.line, wrongSchool(statement.schoolId, only));
    if (statement.kind === "school") return takeSchool(statement);
    if (statement.kind === "audience")
      return refused.has(statement.schoolId) ? undefined : keep(statement, statement.schoolId as SchoolId);
    const category = categoryOf(statement.kind);
    const { file, line } = statement;
    const place = `${file}:${line}`;
    const key = keyOf(statement);
    const at = { file, line, id: numberOf(key) };
    // One record may speak of several schools (staff); two records are one too many.
    if (seen.get(key) !== place) counts[category].read += 1;
    if (seen.has(key) && seen.get(key) !== place) return leaveOut(category, at, "duplicate", duplicate(key));
    seen.set(key, place);
    if (statement.kind === "guardian") return parts.add(ADULTS_WITHOUT_SCHOOL, statement);
    if (refused.has(statement.schoolId)) return leaveOut(category, at, "unknown-school", REFUSED_SCHOOL);
    if (statement.kind === "pupil")
      for (const guardian of statement.guardians ?? []) {
        const homes = schoolsOfAdult.get(guardian.key) ?? new Set();
        schoolsOfAdult.set(guardian.key, homes.add(statement.schoolId as SchoolId));
      }
    return keep(statement, statement.schoolId as SchoolId);
  };

  try {
    for await (const read of reads) {
      if ("statement" in read) await take(read.statement);
      else {
        const { problem } = read;
        const place = `${problem.file}:${problem.line}`;
        if (problem.level === "refused" && !recordsAtFault.has(place)) {
          recordsAtFault.add(place);
          counts[categoryOfFile(problem.file)].read += 1;
          counts[categoryOfFile(problem.file)].faulty += 1;
        }
        await report.add(issueOf(problem));
      }
      await progress();
    }
  } catch (fault) {
    if (!(fault instanceof FormatFault)) throw fault;
    await report.add(issueAt({ file: fault.file, line: fault.line, id: "" }, "error", fault.code, fault.message));
    return undefined;
  }
  await parts.flush();
  for (const name of work.series(ADULTS_WITHOUT_SCHOOL, parts.partsOf(ADULTS_WITHOUT_SCHOOL)))
    for (const guardian of await work.read<GuardianStatement>(name)) {
      if (await takeAdult(guardian)) continue;
      counts.guardians.faulty += 1;
      await report.add(issueAt({ ...guardian, id: numberOf(keyOf(guardian)) }, "warning", "no-pupil", NO_PUPIL));
    }
  await parts.flush();
  await work.write(LABELS_FILE, [...labels]);
  const delivered = [...schools].sort().map((schoolId) => ({ schoolId, parts: parts.partsOf(statementsOf(schoolId)) }));
  await work.write(SCHOOLS_FILE, delivered);
  return delivered;
};

const numberOf = (key: LinkKey): string => key.slice(Math.max(key.lastIndexOf("|"), key.indexOf(":")) + 1);
const duplicate = (key: LinkKey): string =>
  `L’identifiant ${numberOf(key)} a déjà servi plus haut : cette fiche est ignorée.`;
const wrongSchool = (found: string, expected: string): string =>
  `Ce fichier parle de l’établissement ${found}, et non de ${expected} : importez l’export de votre établissement.`;
const DUPLICATE_SCHOOL = "Cet établissement est déjà décrit plus haut : cette fiche est ignorée.";
const OTHER_ACADEMY = "Cet établissement est d’une autre académie que les précédents : faites-en une livraison à part.";
const REFUSED_SCHOOL = "L’établissement de cette personne n’est pas importé (voir plus haut) : la fiche est ignorée.";
const NO_PUPIL = "Ce responsable n’est lié à aucun élève de la livraison : sa fiche n’est pas importée.";
