import { problem, type SchoolId } from "@preau/contract";
import { decodeCursor, encodeCursor } from "@preau/store";
import type { ChangeKind, ImportChange } from "./contract.ts";
import { findImport, type ImportCall } from "./find-import.ts";
import type { PlannedLine } from "./import/plan.ts";
import { linesOf, openWorkFiles, type WorkObjects } from "./import/work-files.ts";
import type { ImportStore } from "./import-store.ts";

interface Deps {
  readonly imports: Pick<ImportStore, "find" | "findSchool">;
  readonly objects: WorkObjects;
}

interface ChangesCall extends ImportCall {
  readonly query: {
    readonly kind: ChangeKind;
    readonly schoolId?: SchoolId;
    readonly limit: number;
    readonly cursor?: string | undefined;
  };
}

/** `page:line` of the next line to show. */
const placeOf = (cursor: string | undefined): readonly [page: number, line: number] => {
  const [page = 0, line = 0] = (decodeCursor(cursor) ?? "0:0").split(":").map(Number);
  return [page, line];
};

/** A page of the difference of one school: the very lines that approving writes. */
export const listImportChanges = async (
  call: ChangesCall,
  { imports, objects }: Deps,
): Promise<{ status: 200; body: { items: ImportChange[]; cursor?: string } }> => {
  const job = await findImport(call, imports);
  const schoolId = call.params.schoolId ?? call.query.schoolId;
  if (schoolId === undefined) throw problem("not-found");
  const { kind, limit, cursor } = call.query;
  const pages = (await imports.findSchool(job.importId, schoolId))?.pages[kind] ?? 0;
  const work = openWorkFiles(objects, job.importId);
  const [page, line] = placeOf(cursor);
  const name = work.series(linesOf(schoolId, kind), pages)[page];
  if (name === undefined) return { status: 200, body: { items: [] } };
  const lines = await work.read<PlannedLine>(name);
  const items = lines.slice(line, line + limit).map(({ change }) => change);
  const next = line + limit < lines.length ? `${page}:${line + limit}` : page + 1 < pages ? `${page + 1}:0` : undefined;
  const after = encodeCursor(next);
  return { status: 200, body: { items, ...(after !== undefined && { cursor: after }) } };
};
