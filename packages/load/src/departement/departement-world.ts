import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ScanCommand } from "@aws-sdk/lib-dynamodb";
import type { Dynamodb } from "@preau/local";
import type { ImportId } from "../../../../functions/directory/contract.ts";
import { directory } from "../../../../functions/directory/manifest.ts";
import { createTable } from "../../../../test/support/tables.ts";
import { functionEnvironment } from "../bench/function-environment.ts";

const importId = "imp_0000000000001" as ImportId;
/** The same start for every run: two runs of one delivery write the same items, marks included. */
const at = "2026-09-03T03:00:00.000Z";

/** An empty directory with one delivery announced and sent. */
export interface DepartementWorld {
  readonly env: Readonly<Record<string, string>>;
  readonly event: string;
  /** Where the import stands. */
  import(): Promise<{ state: string; message: string; counts: unknown } | undefined>;
  /** A digest of every item of every school, whatever the order in which they are read. */
  stateHash(): Promise<{ items: number; hash: string }>;
}

/** Opens the world of one run: a table of its own, and the files in the bucket. */
export const openDepartement = async (
  engine: Dynamodb,
  objects: string,
  { dir, names, run }: { readonly dir: string; readonly names: readonly string[]; readonly run: string },
): Promise<DepartementWorld> => {
  const tableName = `directory-${run}`;
  const env = {
    ...functionEnvironment(engine.endpoint, tableName, "directory"),
    BUCKET_NAME: `bench-${run}`,
    AWS_ENDPOINT_URL_S3: objects,
  };
  Object.assign(process.env, env);
  const { documentClient, openReplies, openTable } = await import("@preau/store");
  const { openImportStore } = await import("../../../../functions/directory/import-store.ts");
  const { importView } = await import("../../../../functions/directory/import-job.ts");
  await createTable(new DynamoDBClient({}), tableName, directory.table);
  await fetch(`${objects}/${env.BUCKET_NAME}`, { method: "PUT" });
  const files: { name: string; bytes: number }[] = [];
  for (const name of names) {
    const path = join(dir, name);
    const url = `${objects}/${env.BUCKET_NAME}/imports/${importId}/${encodeURIComponent(name)}`;
    const sent = await fetch(url, { method: "PUT", body: new Uint8Array(await readFile(path)) });
    if (!sent.ok) throw new Error(`the object store answered ${sent.status}`);
    files.push({ name, bytes: (await stat(path)).size });
  }
  const table = openTable(tableName);
  const imports = openImportStore(table);
  const claim = { accountId: "acc_operator", key: run, fingerprint: "" };
  await imports.create(
    {
      importId,
      kind: "aaf",
      schoolYear: 2026,
      state: "queued",
      files,
      autoApprove: true,
      maxLeavingPercent: 5,
      createdAt: at,
      startedAt: at,
      updatedAt: at,
      errors: 0,
      warnings: 0,
      version: 1,
    },
    openReplies(table).remember(claim, { status: 201, body: {} }, new Date(at)),
  );
  const body = JSON.stringify({ "detail-type": "import-requested.v1", detail: { importId } });
  return {
    env,
    event: JSON.stringify({ Records: [{ messageId: "1", body }] }),
    import: async () => {
      const job = await imports.find(importId);
      return job && { state: job.state, message: importView(job).message, counts: job.counts };
    },
    stateHash: async () => {
      const sum = new Uint8Array(16);
      let items = 0;
      let from: Record<string, unknown> | undefined;
      do {
        const { Items = [], LastEvaluatedKey } = await documentClient.send(
          new ScanCommand({ TableName: tableName, ...(from !== undefined && { ExclusiveStartKey: from }) }),
        );
        for (const item of Items) {
          if (!String(item.pk).startsWith("SCHOOL#")) continue;
          items += 1;
          const digest = createHash("sha256").update(canonical(item)).digest();
          for (let index = 0; index < sum.length; index += 1) sum[index] = (sum[index] ?? 0) ^ (digest[index] ?? 0);
        }
        from = LastEvaluatedKey;
      } while (from !== undefined);
      return { items, hash: Buffer.from(sum).toString("hex") };
    },
  };
};

const canonical = (item: object): string =>
  JSON.stringify(item, (_, value) => {
    if (value instanceof Set) return [...value].sort();
    return value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  });
