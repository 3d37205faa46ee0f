import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import { followedBy } from "../sectors/followed-by.ts";
import type { SectorStore } from "../sectors/sector-store.ts";
import { boardOf } from "./board.ts";
import type { BoardStore } from "./board-store.ts";
import { isUpToDate, readVersion, writeVersion } from "./board-version.ts";
import { pollAfter } from "./poll-after.ts";

interface Deps {
  readonly boards: Pick<BoardStore, "versionOf" | "wholeDay">;
  readonly sectors: Pick<SectorStore, "current">;
  now(): Date;
}

/**
 * Who is missing, for school life: their own pupils or the whole school. A screen that shows the latest board is told so for the price
 * of one small item, and when to ask again.
 */
export const readBoard: Operation<typeof attendanceContract.routes.readBoard, Deps> = async (
  { principal, params: { schoolId }, query, has },
  { boards, sectors, now },
) => {
  const day = query.day ?? schoolTimeOf(now()).day;
  const at = { schoolId, day };
  const latest = await boards.versionOf(at);
  const pollAfterSeconds = pollAfter(day, latest.changedAt, now());
  const headers = { "x-poll-after-seconds": String(pollAfterSeconds) };
  const known = has.find((tag) => {
    const seen = readVersion(tag);
    return seen !== undefined && isUpToDate(seen, latest);
  });
  if (known !== undefined) return { status: 304, version: known, headers };
  const [{ parts, rolls }, shared] = await Promise.all([
    boards.wholeDay(at),
    sectors.current({ schoolId, schoolYear: schoolYearOf(day) }),
  ]);
  const follows = followedBy(principal, schoolId, shared, query.pupils === "own");
  // What was read, not what was announced: a part read too early is asked for again.
  const version = writeVersion({
    parts: [...parts.map((part) => part.version), rolls.version],
    sectors: shared.version,
  });
  return { status: 200, body: { ...boardOf(at, parts, rolls.rolls, follows), pollAfterSeconds }, version, headers };
};
