import type { Payload } from "@preau/contract";
import type { Sectors } from "@preau/policy";
import { type Change, type Outgoing, outgoing } from "@preau/runtime/publish";
import { peopleChangedV1 } from "../../../events/people-changed.v1.ts";
import { personErasedV1 } from "../../../events/person-erased.v1.ts";
import { sectorsChangedV1 } from "../../../events/sectors-changed.v1.ts";
import { yearMovedV1 } from "../../../events/year-moved.v1.ts";
import { contactEvents } from "../contact/publish-contacts.ts";
import type { Erasure } from "../life-cycle/erasure.ts";
import { directoryEvents } from "../publish-directory.ts";
import { type SchoolYears, yearOf } from "./school-years.ts";
import type { YearsStore } from "./years-store.ts";

interface Deps {
  readonly years: Pick<YearsStore, "findAll">;
  calendarYear(): number;
}

type Image = Readonly<Record<string, unknown>>;

/** A record of a school year: the rest of the territory hears of it when the school is in that year. */
const ofYear = ({ entity }: Change): boolean => entity === "person" || entity === "roster";
const imageOf = ({ before, after }: Change): Image => after ?? before ?? {};

/** An account that closes or opens again is told whatever the year: those who left are in the year before. */
const closesOrOpens = ({ before, after }: Change): boolean =>
  before !== undefined && after !== undefined && before.hiddenSince !== after.hiddenSince;

/**
 * A change of a record as others hear of it: nothing while its year is not that of the school. What is said after a move counts as
 * newer than what the move said, even by an import that began before it.
 */
const heard = (change: Change, years: SchoolYears | undefined, calendarYear: number): readonly Change[] => {
  const { schoolYear, version } = imageOf(change);
  if (schoolYear !== yearOf(years, calendarYear) && !closesOrOpens(change)) return [];
  if (change.after === undefined || change.entity !== "person" || years?.moved === undefined) return [change];
  const since = Date.parse(years.moved.at) + 1;
  return [{ ...change, after: { ...change.after, version: Math.max(Number(version), since) } }];
};

const announcementEvents = ({ entity, after }: Change): readonly Outgoing[] => {
  if (entity !== "announcement" || after === undefined) return [];
  if (after.event === "people-changed")
    return [outgoing(peopleChangedV1, after.payload as Payload<typeof peopleChangedV1>)];
  return directoryEvents([{ entity: "roster", before: undefined, after: after.payload as Image }]);
};

const moveOf = (image: Image | undefined) => (image?.years as SchoolYears | undefined)?.moved;

const moveEvents = ({ entity, before, after }: Change): readonly Outgoing[] => {
  const moved = entity === "school-years" ? moveOf(after) : undefined;
  if (moved === undefined || moved.at === moveOf(before)?.at) return [];
  return [outgoing(yearMovedV1, { schoolId: after?.schoolId as never, ...moved })];
};

const erasureEvents = ({ entity, before, after }: Change): readonly Outgoing[] => {
  if (entity !== "erasure" || after === undefined || before !== undefined) return [];
  const { audienceIds, relatedIds, ...erasure } = after.erasure as Erasure;
  return [outgoing(personErasedV1, { ...erasure, audienceIds: [...audienceIds], relatedIds: [...relatedIds] })];
};

const sectorEvents = ({ entity, after }: Change): readonly Outgoing[] => {
  if (entity !== "setting" || after?.subject !== "sectors") return [];
  const { schoolId, schoolYear, version } = after;
  const { everybodySeesAll, sectors } = after.value as Sectors;
  const scope = { schoolId, schoolYear, version } as Pick<
    Payload<typeof sectorsChangedV1>,
    "schoolId" | "schoolYear" | "version"
  >;
  const shared = sectors as Payload<typeof sectorsChangedV1>["sectors"];
  return [outgoing(sectorsChangedV1, { ...scope, everybodySeesAll, sectors: shared })];
};

/** What the rest of the territory hears of a batch of changes: one read for all schools of the batch tells which years count. */
export const publishCurrent = async (
  changes: readonly Change[],
  { years, calendarYear }: Deps,
): Promise<readonly Outgoing[]> => {
  const schoolIds = [...new Set(changes.filter(ofYear).map((change) => String(imageOf(change).schoolId)))];
  const moved = schoolIds.length === 0 ? new Map<string, SchoolYears>() : await years.findAll(schoolIds);
  const inForce = changes.flatMap((change) =>
    ofYear(change) ? heard(change, moved.get(String(imageOf(change).schoolId)), calendarYear()) : [change],
  );
  return [
    ...directoryEvents(inForce),
    ...contactEvents(changes),
    ...changes.flatMap(announcementEvents),
    ...changes.flatMap(moveEvents),
    ...changes.flatMap(erasureEvents),
    ...changes.flatMap(sectorEvents),
  ];
};
