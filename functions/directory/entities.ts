import { type OpenTable, plainEntity, schoolKey } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { list } from "dynamodb-toolbox/schema/list";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import type { ImportIssue } from "./contract.ts";
import type { ImportJob } from "./import-job.ts";
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
    }),
    computeKey: ({ schoolId, schoolYear, id }: { schoolId: string; schoolYear: number; id: string }) => ({
      pk: schoolKey(schoolId, schoolYear, KEYS[kind][0], id),
      sk: KEYS[kind][1],
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
      personIds: list(string()),
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
      state: string().enum("awaiting-files", "queued", "running", "done", "refused", "failed"),
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
