import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { DemoClient } from "./client.ts";

/** What an import ended in, as the school's operator reads it. */
export interface ImportOutcome {
  readonly state: string;
  readonly message: string;
  readonly importId: string;
}

/**
 * Imports an AAF delivery as an operator does: announces the files, puts each at the address it is given, starts the job and
 * waits for its report. Throws when a file cannot be put; a refused delivery is an outcome.
 */
export const importDelivery = async (operator: DemoClient, paths: readonly string[]): Promise<ImportOutcome> => {
  const sizes = await Promise.all(
    paths.map(async (path) => ({ name: basename(path), bytes: (await stat(path)).size })),
  );
  const body = { kind: "aaf", files: sizes, autoApprove: true } as const;
  const { importId, uploads } = await operator.directory.createImport({ body });
  for (const { name, url } of uploads) {
    const path = paths.find((candidate) => basename(candidate) === name);
    if (path === undefined) throw new Error(`no file named ${name}`);
    const response = await fetch(url, { method: "PUT", body: new Uint8Array(await readFile(path)) });
    if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`);
  }
  await operator.directory.startImport({ params: { importId } });
  for (;;) {
    const { state, message } = await operator.directory.readImport({ params: { importId } });
    if (["done", "refused", "failed", "awaiting-approval"].includes(state))
      return { state, message: message ?? state, importId };
    await delay(250);
  }
};
