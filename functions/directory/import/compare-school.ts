import type { SchoolId } from "@preau/contract";
import { audienceIdOf } from "@preau/contract/derive-id";
import type { LinkKey, Statement } from "@preau/formats/statement";
import type { DeliveredSchool, ImportJob } from "../import-job.ts";
import { questionLine } from "./describe-change.ts";
import type { KeptStore } from "./kept-store.ts";
import { firstIdOf } from "./known-people.ts";
import type { Plan } from "./plan.ts";
import { planSchool } from "./plan-school.ts";
import type { Decision } from "./resolve-people.ts";
import type { PersonKind, StatedPerson } from "./say.ts";
import { keyOf, type SchoolDelivery } from "./school-delivery.ts";
import { coveredBy } from "./sources.ts";
import { LABELS_FILE, openWorkFiles, statementsOf, type WorkObjects } from "./work-files.ts";

/** What somebody decided of the ambiguous lines of one school, by line. */
export type Decisions = ReadonlyMap<string, Decision>;

const readSchoolDelivery = async (
  job: ImportJob,
  { schoolId, parts }: DeliveredSchool,
  { objects }: { readonly objects: WorkObjects },
): Promise<SchoolDelivery> => {
  const work = openWorkFiles(objects, job.importId);
  const labels = new Map(await work.read<[string, string]>(LABELS_FILE));
  const statements: Statement[] = [];
  for (const name of work.series(statementsOf(schoolId), parts)) statements.push(...(await work.read<Statement>(name)));
  return {
    labels,
    school: statements.find((one) => one.kind === "school"),
    audiences: statements.filter((one) => one.kind === "audience"),
    people: statements.filter((one): one is StatedPerson => ["pupil", "guardian", "staff"].includes(one.kind)),
  };
};

const audienceIdsOf = (schoolId: SchoolId, { audiences }: SchoolDelivery, known: readonly { audienceId: string }[]) =>
  new Set([...audiences.map(({ code }) => audienceIdOf(schoolId, code)), ...known.map(({ audienceId }) => audienceId)]);

/** Compares one school of a delivery with what is kept now. */
export const compareSchool = async (
  job: ImportJob,
  delivered: DeliveredSchool,
  deps: { readonly objects: WorkObjects; readonly kept: Pick<KeptStore, "readSchool" | "readKnown" | "rosterMarks"> },
  decided: Decisions = new Map(),
): Promise<Plan> => {
  const { schoolId } = delivered;
  const { kind, schoolYear, academy, maxLeavingPercent, startedAt } = job;
  const year = { schoolId, schoolYear };
  const [delivery, kept] = await Promise.all([readSchoolDelivery(job, delivered, deps), deps.kept.readSchool(year)]);
  const folded = [...kept.schoolSays.values()].flatMap(({ audiences }) => audiences ?? []);
  const ids = audienceIdsOf(schoolId, delivery, [
    ...(kept.school?.content.audiences ?? []),
    ...folded.map(({ code }) => ({ audienceId: audienceIdOf(schoolId, code) })),
  ]);
  const rosters = await deps.kept.rosterMarks(year, [...ids] as Parameters<typeof deps.kept.rosterMarks>[1]);
  const known = new Set<string>(kept.people.flatMap(({ id, content }) => [id, ...(content.links ?? [])]));
  const isNew = (statement: StatedPerson): boolean =>
    !known.has(firstIdOf(statement)) && !statement.keys.some((key) => known.has(key));
  const earlier = delivery.people.some(isNew)
    ? await deps.kept.readKnown({ schoolId, schoolYear: schoolYear - 1 })
    : [];
  const decisions = new Map(
    delivery.people.flatMap((statement): [LinkKey, Decision][] => {
      const decision = decided.get(questionLine(schoolId, keyOf(statement)));
      return decision === undefined ? [] : [[keyOf(statement), decision]];
    }),
  );
  const spokenOf = new Set<PersonKind>(delivery.people.map((person) => person.kind));
  return planSchool(
    {
      source: kind,
      schoolId,
      schoolYear,
      version: Date.parse(startedAt ?? job.createdAt),
      covered: coveredBy(kind, spokenOf),
      decisions,
      earlier,
      academy,
      maxLeavingPercent,
    },
    { ...kept, rosters },
    delivery,
  );
};
