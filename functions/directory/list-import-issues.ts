import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import type { directoryContract } from "./contract.ts";
import type { ImportStore } from "./import-store.ts";

interface Deps {
  readonly imports: Pick<ImportStore, "find" | "issuesOf">;
}

export const listImportIssues: Operation<typeof directoryContract.routes.listImportIssues, Deps> = async (
  { params: { importId }, query },
  { imports },
) => {
  if ((await imports.find(importId)) === undefined) throw problem("not-found");
  const { items, cursor } = await imports.issuesOf(importId, query);
  return { status: 200, body: { items: [...items], ...(cursor !== undefined && { cursor }) } };
};
