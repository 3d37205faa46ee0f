import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import type { Call, Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import { followedBy } from "../sectors/followed-by.ts";
import type { SectorStore } from "../sectors/sector-store.ts";
import type { StatementRecord } from "./statement.ts";
import type { StatementStore } from "./statement-store.ts";
import { forSchoolLife } from "./statement-view.ts";

type ListStatements = typeof attendanceContract.routes.listStatements;

export interface ListDeps {
  readonly statements: Pick<StatementStore, "page">;
  readonly sectors: Pick<SectorStore, "current">;
  now(): Date;
}

/** A filter that keeps almost nothing reads on, a few pages at a time: the caller asks for the rest. */
const MOST_PAGES = 10;

type Asked = Omit<Call<ListStatements>["query"], "limit" | "cursor">;

/** Statements of a school's list that pass a filter, at least `limit` of them if there are as many in the next few pages. */
export const readStatements = async (
  { principal, params: { schoolId } }: Pick<Call<ListStatements>, "principal" | "params">,
  asked: Asked & { readonly limit: number; readonly cursor?: string | undefined },
  { statements, sectors, now }: ListDeps,
): Promise<{ readonly items: readonly StatementRecord[]; readonly cursor: string | undefined }> => {
  const { state, classId, from = "0000-01-01", to = "9999-12-31", limit } = asked;
  const school = { schoolId, schoolYear: asked.schoolYear ?? schoolYearOf(schoolTimeOf(now()).day) };
  const follows = followedBy(principal, schoolId, await sectors.current(school), asked.pupils === "own");
  const list = state === "to-treat" ? "OPEN" : "TREATED";
  const kept: StatementRecord[] = [];
  let cursor = asked.cursor;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const found = await statements.page(school, { list, from, to, limit: limit - kept.length, cursor });
    kept.push(...found.items.filter((one) => (classId === undefined || one.classId === classId) && follows(one)));
    cursor = found.cursor;
    if (cursor === undefined || kept.length >= limit) break;
  }
  return { items: kept, cursor };
};

/** What families said and nobody has answered yet, or what was answered. */
export const listStatements: Operation<ListStatements, ListDeps> = async (call, deps) => {
  const { schoolId } = call.params;
  const { items, cursor } = await readStatements(call, call.query, deps);
  return {
    status: 200,
    body: {
      items: items.map((record) => forSchoolLife(schoolId, record)),
      ...(cursor !== undefined && { cursor }),
    },
  };
};
