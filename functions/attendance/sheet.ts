import type { Lesson } from "@preau/calendar";
import type * as z from "zod";
import { absentBefore, type BoardNews } from "./board/board-part.ts";
import type { RollCall } from "./contract.ts";
import { exemptionAt, type KeptExemption } from "./exemptions/exemption.ts";
import { type Called, emptyRegister, type PupilState, type Register, type SubmittedMark, stateOf } from "./register.ts";

/** A class or group as attendance knows it. */
export interface Roster {
  readonly classes: readonly { readonly id: string; readonly code: string }[];
  readonly pupils: readonly Called[];
}

/** A sheet being filled in; `saw` is the version its author had before them. */
export interface Draft {
  readonly saw: number;
  readonly at: string;
  readonly marks: readonly SubmittedMark[];
}

/** Everything a sheet is made of, as the store reads it. */
export interface SheetSources {
  readonly lesson: Lesson;
  readonly roster: Roster;
  readonly exemptions: readonly KeptExemption[];
  readonly register: Register | undefined;
  readonly draft?: Draft | undefined;
  readonly board: readonly BoardNews[];
}

/** Whether a pupil need not be at the lesson: nobody calls them. */
export const isExcused = (
  { exemptions, lesson }: Pick<SheetSources, "exemptions" | "lesson">,
  pupilId: string,
): boolean => exemptionAt(exemptions, lesson, pupilId)?.mustAttend === false;

/** Whom the day itself knows to be elsewhere during the lesson, and why: lists made ahead, the infirmary. */
const elsewhereAt = (board: readonly BoardNews[], lessonId: string): ReadonlyMap<string, string> =>
  new Map(
    board.flatMap(({ pupils }) =>
      pupils.flatMap(({ pupilId, lessons }) =>
        lessons
          .filter((one) => one.lessonId === lessonId && one.state === "elsewhere")
          .map(({ reason }) => [pupilId, reason ?? "Ailleurs dans l’établissement"] as const),
      ),
    ),
  );

/** A draft is worth showing as long as nobody has submitted since it was begun. */
const standingDraft = ({ draft, register }: SheetSources) =>
  draft === undefined || draft.saw < (register?.version ?? 0) ? null : { at: draft.at, marks: [...draft.marks] };

const statusOf = (known: PupilState | undefined) => {
  if (known === undefined) return { status: "present" as const };
  if (known.status === "conflict") return { status: known.status, claims: [...known.claims] };
  return { status: known.status, ...(known.minutesLate !== undefined && { minutesLate: known.minutesLate }) };
};

/** The sheet a teacher sees: pupils by name, each with what is already known of them today. */
export const sheetOf = (schoolId: string, sources: SheetSources, now: Date): z.input<typeof RollCall> => {
  const { lesson, roster, register, board } = sources;
  const state = stateOf(register ?? emptyRegister);
  const classIds = roster.classes.map(({ id }) => id);
  const draft = standingDraft(sources);
  const elsewhere = elsewhereAt(board, lesson.lessonId);
  const missing = absentBefore(board, classIds, lesson.start);
  const codes = new Map(roster.classes.map(({ id, code }) => [id, code]));
  return {
    schoolId,
    lesson: {
      ...lesson,
      subject: lesson.subject.label,
      audiences: [...lesson.audiences],
      room: lesson.room?.label ?? null,
    },
    state: register !== undefined ? "done" : draft === null ? "to-do" : "in-progress",
    draft,
    version: register?.version ?? 0,
    pupils: roster.pupils
      .map(({ pupilId, classId, familyName, givenName }) => {
        const known = state.get(pupilId);
        return {
          pupilId,
          familyName,
          givenName,
          className: codes.get(classId) ?? "",
          photo: null,
          ...statusOf(known),
          absentAtPreviousLesson: missing.has(pupilId),
          elsewhere: elsewhere.get(pupilId) ?? null,
          exemption: exemptionAt(sources.exemptions, lesson, pupilId) ?? null,
        };
      })
      .sort((a, b) => a.familyName.localeCompare(b.familyName, "fr") || a.givenName.localeCompare(b.givenName, "fr")),
    submittedAt: register?.facts.at(-1)?.receivedAt ?? null,
    now: now.toISOString(),
  };
};
