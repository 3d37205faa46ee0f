import { type OpenTable, plainEntity, schoolKey } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { set } from "dynamodb-toolbox/schema/set";
import { string } from "dynamodb-toolbox/schema/string";
import type { ImportIssue } from "./contract.ts";
import type { SchoolSay } from "./import/fold-school.ts";
import type { Gone } from "./import/kept-school.ts";
import type { Say } from "./import/say.ts";
import type { ImportJob, SchoolProgress } from "./import-job.ts";
import type { Contents, Kind } from "./record.ts";

const KEYS: Readonly<Record<Kind, readonly [spread: string, sortKey: string]>> = {
  person: ["PERSON", "PERSON"],
  roster: ["AUDIENCE", "ROSTER"],
  school: ["SCHOOL", "SCHOOL"],
};

/** A person, a roster or a school: the content of the last delivery that said something new, and the mark of that delivery. */
export const recordEntity = (table: OpenTable, kind: Kind) =>
  new Entity({
    ...plainEntity,
    name: kind,
    table,
    schema: item({
      schoolId: string().key(),
      schoolYear: number().key(),
      id: string().key(),
      content: any().castAs<Contents[Kind]>(),
      hash: string(),
      version: number(),
      since: number(),
      missingSince: string().optional(),
      hiddenSince: string().optional(),
      gone: any().castAs<Gone>().optional(),
    }),
    computeKey: ({ schoolId, schoolYear, id }: { schoolId: string; schoolYear: number; id: string }) => ({
      pk: schoolKey(schoolId, schoolYear, KEYS[kind][0], id),
      sk: KEYS[kind][1],
    }),
  });

/** What one source says of a person or of the school itself, beside what is shown of them and written with it. */
export const saysEntity = (table: OpenTable, kind: "person" | "school") =>
  new Entity({
    ...plainEntity,
    name: `${kind}-says`,
    table,
    schema: item({
      schoolId: string().key(),
      schoolYear: number().key(),
      id: string().key(),
      source: string().key(),
      say: any().castAs<Say | SchoolSay>(),
    }),
    computeKey: (key: { schoolId: string; schoolYear: number; id: string; source: string }) => ({
      pk: schoolKey(key.schoolId, key.schoolYear, KEYS[kind][0], key.id),
      sk: `SAYS#${key.source}`,
    }),
  });

/** Who was ever in a school this year: ids only, in 32 shards by first letter, so that the absent can be told without a scan. */
export const censusEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "census",
    table,
    schema: item({
      schoolId: string().key(),
      schoolYear: number().key(),
      shard: string().key(),
      personIds: set(string()),
    }),
    computeKey: ({ schoolId, schoolYear, shard }: { schoolId: string; schoolYear: number; shard: string }) => ({
      pk: schoolKey(schoolId, schoolYear, "CENSUS", shard),
      sk: "CENSUS",
    }),
  });

const importKey = (importId: string): string => `IMPORT#${importId}`;

/** A delivery spans schools: its key is the delivery, alone and rare, never a school. */
export const importEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "import",
    table,
    schema: item({
      importId: string().key(),
      job: any().castAs<Omit<ImportJob, "importId" | "state" | "version">>(),
      state: string().enum(
        "awaiting-files",
        "queued",
        "running",
        "awaiting-approval",
        "done",
        "refused",
        "cancelled",
        "failed",
      ),
      version: number(),
      ttl: number(),
    }),
    computeKey: ({ importId }: { importId: string }) => ({ pk: importKey(importId), sk: "IMPORT" }),
  });

/** One line of an import's report, numbered in the order of the files. */
export const issueEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "import-issue",
    table,
    schema: item({
      importId: string().key(),
      number: number().key(),
      issue: any().castAs<ImportIssue>(),
      ttl: number(),
    }),
    computeKey: ({ importId, number }: { importId: string; number: number }) => ({
      pk: importKey(importId),
      sk: `ISSUE#${String(number).padStart(6, "0")}`,
    }),
  });

/** Where an import stands in one school: what it changes there, and whether that is written. */
export const importSchoolEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "import-school",
    table,
    schema: item({
      importId: string().key(),
      schoolId: string().key(),
      progress: any().castAs<SchoolProgress>(),
      ttl: number(),
    }),
    computeKey: ({ importId, schoolId }: { importId: string; schoolId: string }) => ({
      pk: importKey(importId),
      sk: `SCHOOL#${schoolId}`,
    }),
  });
