import type { AudienceId, PersonId, SchoolId } from "@preau/contract";
import { readStatements } from "@preau/formats/read-statements";
import type { DeliveredFile } from "@preau/formats/statement";
import type { ImportId, ImportIssue, ImportKind } from "../contract.ts";
import { compareSchool, type Decisions } from "../import/compare-school.ts";
import type { SchoolSay } from "../import/fold-school.ts";
import type { KeptPerson, KeptSchool } from "../import/kept-school.ts";
import type { Known } from "../import/known-people.ts";
import type { Plan } from "../import/plan.ts";
import { readDelivery } from "../import/read-delivery.ts";
import type { Report } from "../import/report.ts";
import type { Say } from "../import/say.ts";
import { openWorkFiles } from "../import/work-files.ts";
import { type ImportJob, noCounts } from "../import-job.ts";
import type { Person } from "../person.ts";
import { hashOf } from "../record.ts";
import type { Roster, School } from "../school.ts";
import { objectsInMemory } from "./objects-in-memory.ts";

export const EMPTY: KeptSchool = { school: undefined, schoolSays: new Map(), people: [], rosters: new Map() };

const importId = "imp_7k2mq4x9d0abc" as ImportId;
const noFile = async function* (): AsyncGenerator<Uint8Array> {};

export interface Delivered {
  readonly kind: ImportKind;
  readonly schoolId: SchoolId;
  readonly files: readonly DeliveredFile[];
  readonly version: number;
  readonly academy?: string;
  readonly schoolYear?: number;
  readonly decisions?: Decisions;
  readonly earlier?: readonly Known[];
}

/** Reads a delivery to the parts of each school, as the first step of an import does, and gives what the report says. */
export const readToParts = async (
  kind: ImportKind,
  files: readonly DeliveredFile[],
  context: Parameters<typeof readStatements>[2],
) => {
  const issues: ImportIssue[] = [];
  const counts = noCounts();
  const report: Report = {
    add: async (...lines) => void issues.push(...lines),
    flush: async () => {},
    totals: () => ({ errors: 0, warnings: 0 }),
  };
  const objects = objectsInMemory(noFile);
  const work = openWorkFiles(objects, importId);
  const only = context.schoolId === "" ? undefined : (context.schoolId as SchoolId);
  const reading = { schoolId: only, work, report, counts, progress: async () => {} };
  const schools = await readDelivery(readStatements(kind, files, context), reading);
  return { schools, issues, counts, objects };
};

/** A school kept in memory: what an import would make of it, without an engine. */
export const planInMemory = async (
  kept: KeptSchool,
  delivered: Delivered,
): Promise<Plan & { readonly read: readonly ImportIssue[] }> => {
  const { kind, schoolId, files, version, academy = "99", schoolYear = 2026, decisions, earlier = [] } = delivered;
  const oneSchool = ["siecle", "sts", "onde"].includes(kind);
  const context = { schoolId: oneSchool ? schoolId : "", academy, schoolYear };
  const { schools, issues, objects } = await readToParts(kind, files, context);
  const school = schools?.find((one) => one.schoolId === schoolId);
  if (school === undefined) throw new Error(`nothing of ${schoolId} was read: ${JSON.stringify(issues)}`);
  const at = new Date(version).toISOString();
  const job: ImportJob = {
    importId,
    kind,
    schoolYear,
    academy,
    state: "running",
    files: [],
    autoApprove: false,
    maxLeavingPercent: 5,
    createdAt: at,
    startedAt: at,
    updatedAt: at,
    errors: 0,
    warnings: 0,
    version: 1,
  };
  const store = {
    readSchool: async () => kept,
    readKnown: async () => earlier,
    rosterMarks: async () => kept.rosters,
  };
  const plan = await compareSchool(job, school, { objects, kept: store }, decisions);
  return { ...plan, read: issues };
};

/** What is kept once a plan is written. */
export const applied = (kept: KeptSchool, { lines }: Plan, version: number): KeptSchool => {
  const people = new Map(kept.people.map((person) => [person.id, person]));
  const rosters = new Map(kept.rosters);
  const schoolSays = new Map(kept.schoolSays);
  let { school } = kept;
  for (const { write } of lines) {
    if (write === undefined) continue;
    const { record, hash, since, missingSince, gone, says = [] } = write;
    const mark = { hash, version, since, missingSince };
    if (record.kind === "roster") rosters.set(record.id as AudienceId, { ...mark, content: record.content } as never);
    if (record.kind === "school") {
      school = { ...mark, content: record.content as School };
      for (const { source, say } of says) schoolSays.set(source, say as SchoolSay);
    }
    if (record.kind !== "person") continue;
    const id = record.id as PersonId;
    const before = new Map(people.get(id)?.says);
    for (const { source, say } of says) before.set(source, JSON.parse(JSON.stringify(say)) as Say);
    people.set(id, { ...mark, id, gone, content: JSON.parse(JSON.stringify(record.content)) as Person, says: before });
  }
  return { school, schoolSays, people: [...people.values()], rosters };
};

/** Delivers and writes, whatever the plan says. */
export const deliver = async (kept: KeptSchool, delivered: Delivered): Promise<KeptSchool> =>
  applied(kept, await planInMemory(kept, delivered), delivered.version);

/** Names people by their numbers instead of our ids, which depend on the source that spoke first. */
const byNumbers = (people: readonly KeptPerson[]): ((text: string) => string) => {
  const names = new Map(people.map(({ id, content }) => [id as string, [...(content.links ?? [])].sort()[0] ?? id]));
  return (text) => text.replace(/per_[0-9a-z]{13}/g, (id) => names.get(id) ?? id);
};

/** A digest of all that is shown of a school, the same for two schools that differ in ids and dates alone. */
export const stateHash = ({ school, people, rosters }: KeptSchool): string => {
  const name = byNumbers(people);
  const shown = people.map(({ id, content, missingSince }) => {
    const guardians = [...(content.pupil?.guardians ?? [])].map((link) => name(JSON.stringify(link))).sort();
    const children = [...(content.guardian?.children ?? [])].map((link) => name(JSON.stringify(link))).sort();
    const { pupil, guardian, ...rest } = content;
    const all = { ...rest, pupil: pupil && { ...pupil, guardians }, guardian: guardian && { children } };
    return name(JSON.stringify([id, hashOf(JSON.parse(name(JSON.stringify(all)))), missingSince !== undefined]));
  });
  const lists = [...rosters.values()].map((roster) => {
    const { content } = roster as unknown as { content: Roster };
    const pupils = content.pupils.map(({ guardianIds, ...pupil }) =>
      name(JSON.stringify([pupil, guardianIds.map((id) => name(id)).sort()])),
    );
    return JSON.stringify([
      content.audience,
      content.classes,
      pupils.sort(),
      content.headTeacherIds.map((id) => name(id)).sort(),
    ]);
  });
  return hashOf({ school: school?.content ?? {}, people: shown.sort(), lists: lists.sort() });
};
