import { readLessonId } from "@preau/calendar";
import type { ClockTime, Day, LessonId } from "@preau/contract";

/** What somebody said at a roll call, as they meant it, whatever the school's computers made of it. */
export interface RollCallSaid {
  readonly kind: "roll-call";
  readonly lessonId: string;
  /** The version of the sheet they had before them. */
  readonly saw: number;
  readonly marks: readonly { readonly pupilId: string; readonly status: string; readonly minutesLate?: number }[];
}

export interface FactSaid {
  readonly kind: "fact";
  readonly pupilId: string;
  readonly day: Day;
  readonly what: "arrived" | "left" | "elsewhere" | "absent" | "present";
  readonly from: ClockTime;
  readonly to: ClockTime;
  readonly planned: boolean;
  readonly replaces: readonly string[];
}

export interface TreatmentSaid {
  readonly kind: "treatment";
  readonly pupilId: string;
  readonly day: Day;
  readonly from: ClockTime;
  readonly to: ClockTime;
  readonly justified: boolean;
  readonly counts: boolean;
  readonly replaces: readonly string[];
}

export interface StatementSaid {
  readonly kind: "statement";
  readonly pupilId: string;
  readonly day: Day;
  readonly from: ClockTime;
  readonly to: ClockTime;
}

export type Said = RollCallSaid | FactSaid | TreatmentSaid | StatementSaid;

/** Something said, and since when it is beyond doubt that the school holds it. */
export type Committed<What extends Said = Said> = What & { readonly at: number; readonly id: string };

export interface ChangeHeard {
  readonly at: number;
  readonly version: number;
  readonly cancelled: boolean;
}

const into = <Item>(lists: Map<string, Item[]>, key: string, item: Item): void => {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [item]);
  else known.push(item);
};

/**
 * The ground list: everything that was said and committed, in the order it was, kept apart from the tables. A command sent several
 * times is one thing said; nothing in it can be lost or rewritten by what the school's computers do.
 */
export const openGround = () => {
  const meant = new Map<string, Said>();
  const rollCalls = new Map<string, Committed<RollCallSaid>[]>();
  const ofPupil = new Map<string, Committed<Exclude<Said, RollCallSaid>>[]>();
  const changes = new Map<string, ChangeHeard[]>();
  const heard = new Set<string>();
  const named = new Set<string>();
  let submissions = 0;
  let heldTwice = 0;
  return {
    /** What a command under a key is meant to say. */
    means: (key: string, said: Said): void => void meant.set(key, said),
    /** The school holds it; `id` is the name by which others may settle it. */
    committed: (key: string, id: string, at: number): void => {
      const said = meant.get(key);
      if (said === undefined) return;
      if (heard.has(key)) {
        heldTwice += 1;
        return;
      }
      heard.add(key);
      if (said.kind === "roll-call") {
        submissions += 1;
        into(rollCalls, said.lessonId, { ...said, at, id });
        const { day } = readLessonId(said.lessonId as LessonId);
        for (const { pupilId } of said.marks) named.add(`${pupilId} ${day}`);
        return;
      }
      named.add(`${said.pupilId} ${said.day}`);
      into(ofPupil, `${said.pupilId} ${said.day}`, { ...said, at, id });
    },
    changed: (lessonId: string, change: ChangeHeard): void => into(changes, lessonId, change),
    rollCallsOf: (lessonId: string): readonly Committed<RollCallSaid>[] => rollCalls.get(lessonId) ?? [],
    saidOf: (pupilId: string, day: Day) => ofPupil.get(`${pupilId} ${day}`) ?? [],
    changesOf: (lessonId: string): readonly ChangeHeard[] => changes.get(lessonId) ?? [],
    /** Whether anything was said of a pupil on a day, other than that the others were missing. */
    isNamed: (pupilId: string, day: Day): boolean => named.has(`${pupilId} ${day}`),
    submissions: () => submissions,
    /** Commands that the school holds twice. */
    heldTwice: () => heldTwice,
  };
};

export type Ground = ReturnType<typeof openGround>;
