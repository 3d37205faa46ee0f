import { addDays, schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem, type SchoolId } from "@preau/contract";
import { decodeCursor, encodeCursor } from "@preau/store";
import type { LineKind } from "../entities.ts";
import type { Decided, SchoolStore } from "../school/school-store.ts";
import type { JournalStore, KeptLine } from "./journal-store.ts";
import type { Line } from "./line.ts";

export interface PageDeps {
  readonly journal: Pick<JournalStore, "page">;
  readonly school: Pick<SchoolStore, "decided">;
  now(): Date;
}

interface Asked {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const MONTH_DAYS = 30;

/** A page reads this many pages of the journal at most: whoever follows few pupils turns more pages, each of them at a bounded price. */
const MOST_READS = 4;

/** The lines of a period that the caller may read, in pages; a page may be short of its limit and still have one after it. */
export const readPage = async <L extends Line>(
  schoolId: SchoolId,
  kind: LineKind,
  { from: asked, to: askedTo, limit, cursor }: Asked,
  keeps: (line: KeptLine<L>, decided: Decided, today: string) => boolean,
  deps: PageDeps,
): Promise<{ readonly lines: readonly KeptLine<L>[]; readonly cursor: string | undefined }> => {
  const today = schoolTimeOf(deps.now()).day;
  const to = askedTo ?? today;
  const schoolYear = schoolYearOf(to);
  const first = `${schoolYear}-08-01`;
  const from = asked !== undefined && asked > first ? asked : asked === undefined ? addDays(to, -MONTH_DAYS) : first;
  if (asked !== undefined && asked > to)
    throw problem("invalid-request", {
      errors: [{ field: "query.to", message: "La fin précède le début : corrigez l’une des dates." }],
    });
  const year = { schoolId, schoolYear };
  const decided = await deps.school.decided({ schoolId, schoolYear: schoolYearOf(today) });
  const lines: KeptLine<L>[] = [];
  let end = decodeCursor(cursor);
  for (let reads = 0; reads < MOST_READS; reads += 1) {
    const page = await deps.journal.page<L>(year, kind, { from, to, after: end, limit: limit - lines.length });
    lines.push(...page.lines.filter((line) => keeps(line, decided, today)));
    end = page.end;
    if (end === undefined || lines.length === limit) break;
  }
  return { lines, cursor: encodeCursor(end) };
};
