import type { LessonChange, PackedSlot, Slot } from "@preau/calendar";
import type { AudienceId, Day, LessonId, PersonId, RoomId } from "@preau/contract";
import { problem } from "@preau/contract";
import type { LessonPatch } from "./contract.ts";

/** What one view keeps of a lesson changed on one day. A lesson put back keeps its item, so that its version goes on. */
export interface KeptChange {
  readonly lessonId: LessonId;
  readonly day: Day;
  readonly status: LessonChange["status"];
  readonly label?: string | undefined;
  readonly room?: Slot["room"] | undefined;
  readonly teachers?: Slot["teachers"] | undefined;
  readonly version: number;
  /** In the view of a room or a teacher that takes the lesson in, whose weekly slots do not have it; and for whom the event tells of it. */
  readonly slot?: PackedSlot | undefined;
}

/** The change as its main view keeps it: with all whom it concerns, for the event. */
export interface MainChange extends KeptChange {
  readonly audienceIds: readonly AudienceId[];
  readonly classIds: readonly AudienceId[];
  /** Those of every week, and every substitute it ever had that day: each must hear of the next change. */
  readonly teacherIds: readonly PersonId[];
  /** Every room the lesson was ever in that day: each must hear of the next change. */
  readonly roomIds: readonly RoomId[];
}

const wrong = (field: string, message: string) =>
  problem("invalid-request", { errors: [{ field: `body.${field}`, message }] });

const merged = <T>(given: T | null | undefined, current: T | undefined): T | undefined =>
  given === undefined ? current : (given ?? undefined);

/** The next state of a changed lesson. A lesson back as planned has neither reason nor other room; a moved one has a room. */
export const nextChange = (
  current: Pick<KeptChange, "status" | "label" | "room" | "teachers" | "version">,
  patch: LessonPatch,
  room: Slot["room"] | undefined,
  substitutes: Slot["teachers"] | undefined,
): Pick<KeptChange, "status" | "label" | "room" | "teachers" | "version"> => {
  const status = patch.status ?? current.status;
  const version = current.version + 1;
  const teachers = merged(patch.teacherIds === null ? null : substitutes, current.teachers);
  const given = teachers === undefined ? {} : { teachers };
  if (status === "planned") {
    if (patch.roomId) throw wrong("status", "Pour changer de salle, donnez aussi le statut « moved ».");
    if (patch.label) throw wrong("status", "Un motif accompagne un cours annulé ou déplacé : donnez aussi le statut.");
    return { status, version, ...given };
  }
  const label = merged(patch.label, current.label);
  const reason = label === undefined ? {} : { label };
  if (status === "cancelled") {
    if (patch.roomId) throw wrong("roomId", "Un cours annulé n’a pas de salle : retirez-la.");
    if (patch.teacherIds) throw wrong("teacherIds", "Un cours annulé n’a pas de professeur : retirez-le.");
    return { status, version, ...reason };
  }
  const next = merged(patch.roomId === null ? null : room, current.room);
  if (next === undefined) throw wrong("roomId", "Dites dans quelle salle le cours est déplacé.");
  return { status, version, ...reason, ...given, room: next };
};

/** A change with all whom it concerns: the rooms it ever was in that day must hear of it too. */
export const withConcerned = (
  change: KeptChange,
  slot: Slot,
  classIds: readonly AudienceId[],
  earlier: Pick<MainChange, "roomIds" | "teacherIds"> | undefined,
): MainChange => ({
  ...change,
  audienceIds: slot.audiences.map((audience) => audience.id),
  classIds: [...new Set(classIds)],
  teacherIds: [
    ...new Set([...slot.teachers, ...(change.teachers ?? [])].map(({ id }) => id).concat(earlier?.teacherIds ?? [])),
  ],
  roomIds: [...new Set([slot.room, change.room].flatMap((room) => room?.id ?? []).concat(earlier?.roomIds ?? []))],
});
