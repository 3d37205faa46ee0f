import { type OpenTable, plainEntity, schoolKey } from "@preau/store";
import { Entity } from "dynamodb-toolbox/entity";
import { any } from "dynamodb-toolbox/schema/any";
import { item } from "dynamodb-toolbox/schema/item";
import { number } from "dynamodb-toolbox/schema/number";
import { string } from "dynamodb-toolbox/schema/string";
import type { GarSettings } from "../exports-contract.ts";
import type { ExportJob } from "./export-job.ts";

/** The files of one owner in one year: rare and small, so that one partition holds them, in the order they were asked for. */
export const exportsPartition = (owner: string, schoolYear: number): string =>
  owner === "territory" ? `TERRITORY#${schoolYear}#EXPORTS` : schoolKey(owner, schoolYear, "EXPORTS", "ASKED");

export const exportEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "export",
    table,
    schema: item({
      owner: string().key(),
      schoolYear: number().key(),
      exportId: string().key(),
      job: any().castAs<Omit<ExportJob, "owner" | "schoolYear" | "exportId" | "state" | "version">>(),
      state: string().enum("queued", "done", "failed"),
      version: number(),
      ttl: number(),
    }),
    computeKey: ({ owner, schoolYear, exportId }: { owner: string; schoolYear: number; exportId: string }) => ({
      pk: exportsPartition(owner, schoolYear),
      sk: `EXPORT#${exportId}`,
    }),
  });

/** What the GAR receives from this territory: one item. */
export const garSettingsEntity = (table: OpenTable) =>
  new Entity({
    ...plainEntity,
    name: "gar-settings",
    table,
    schema: item({ id: string().const("GAR").key(), settings: any().castAs<GarSettings>() }),
    computeKey: () => ({ pk: "TERRITORY#GAR", sk: "SETTINGS" }),
  });
