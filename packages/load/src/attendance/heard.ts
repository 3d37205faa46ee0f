import type { ToldLesson } from "../../../../functions/notices/notice.ts";

/** What a guardian reads in the list from an instant on. */
export interface Read {
  readonly at: number;
  readonly lessons: readonly ToldLesson[];
}

/** What left by a channel. `entries` numbers what it told; a run that was lost may not have written so, and it leaves again. */
export interface Sent extends Read {
  readonly channel: string;
  readonly entries: number;
  readonly run: { isLost: boolean };
}

/** One guardian's notice of one half-day of a pupil, as the family lived it. */
export interface Heard {
  readonly guardianId: string;
  readonly pupilId: string;
  readonly day: string;
  readonly read: Read[];
  readonly sent: Sent[];
}

/** Everything that families read and received, apart from what the tables remember of it. */
export const openHeard = () => {
  const all = new Map<string, Heard>();
  const rights = new Map<string, { readonly at: number; readonly guardianIds: readonly string[] }[]>();
  return {
    of: (guardianId: string, noticeId: string, pupilId: string, day: string): Heard => {
      const key = `${guardianId} ${noticeId}`;
      const known = all.get(key) ?? { guardianId, pupilId, day, read: [], sent: [] };
      all.set(key, known);
      return known;
    },
    /** From now on these guardians, and nobody else, are to be told of a pupil. */
    entitle: (pupilId: string, at: number, guardianIds: readonly string[]): void =>
      void rights.set(pupilId, [...(rights.get(pupilId) ?? []), { at, guardianIds }]),
    isEntitled: (guardianId: string, pupilId: string, at: number): boolean =>
      rights
        .get(pupilId)
        ?.findLast((one) => one.at <= at)
        ?.guardianIds.includes(guardianId) ?? false,
    all: (): readonly Heard[] => [...all.values()],
  };
};

export type HeardByFamilies = ReturnType<typeof openHeard>;
