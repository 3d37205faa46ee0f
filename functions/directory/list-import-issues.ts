import type { ImportIssue } from "./contract.ts";
import { findImport, type ImportCall } from "./find-import.ts";
import type { ImportStore } from "./import-store.ts";

interface Deps {
  readonly imports: Pick<ImportStore, "find" | "issuesOf">;
}

interface IssuesCall extends ImportCall {
  readonly query: { readonly limit: number; readonly cursor?: string | undefined };
}

/** The report of an import, line by line. */
export const listImportIssues = async (
  call: IssuesCall,
  { imports }: Deps,
): Promise<{ status: 200; body: { items: ImportIssue[]; cursor?: string } }> => {
  const { importId } = await findImport(call, imports);
  const { items, cursor } = await imports.issuesOf(importId, call.query);
  return { status: 200, body: { items: [...items], ...(cursor !== undefined && { cursor }) } };
};
