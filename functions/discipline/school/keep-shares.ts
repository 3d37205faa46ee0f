import type { Payload } from "@preau/contract";
import type { lessonsPublishedV1 } from "../../../events/lessons-published.v1.ts";
import type { sectorsChangedV1 } from "../../../events/sectors-changed.v1.ts";
import type { SchoolStore } from "./school-store.ts";

interface Deps {
  readonly school: Pick<SchoolStore, "keepSectors" | "keepTaught">;
}

/** Remembers which pupils each member of school life follows. */
export const keepSectors = async (
  { schoolId, schoolYear, version, everybodySeesAll, sectors }: Payload<typeof sectorsChangedV1>,
  { school }: Deps,
): Promise<void> => {
  await school.keepSectors({ schoolId, schoolYear }, version, { everybodySeesAll, sectors });
};

/** Remembers whom each teacher teaches; the timetables of classes say nothing more. */
export const keepTaught = async (
  { schoolId, schoolYear, view, days }: Payload<typeof lessonsPublishedV1>,
  { school }: Deps,
): Promise<void> => {
  if (view.kind !== "teacher") return;
  await Promise.all(
    days.map(({ weekday, version, slots }) => {
      const audienceIds = [...new Set(slots.flatMap(({ audiences }) => audiences.map(({ id }) => id)))];
      return school.keepTaught({ schoolId, schoolYear, teacherId: view.id }, weekday, version, audienceIds);
    }),
  );
};
