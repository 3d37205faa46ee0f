import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { instantOf } from "@preau/calendar";
import type { MissedLesson } from "../pupil-day/presence.ts";
import type { RollOutcome } from "../standing-rolls/standing-roll.ts";
import type { BoardNews, CalledClass, PupilOnBoard } from "./board-part.ts";

type Lesson = Pick<MissedLesson, "lessonId" | "start" | "end" | "subject">;
type Seen = Omit<MissedLesson, keyof Lesson>;

const ID = 13;
const KEY = 6;

/** Every list of a part in columns, everything that repeats by its place in a list: what packs best. */
interface Packed {
  /** `20261123`: the end of every lesson's name. */
  readonly day: string;
  /** Classes, then the other audiences that name a lesson, without a code. */
  readonly audiences: readonly (readonly [id: string, code: string])[];
  readonly hours: readonly string[];
  readonly subjects: readonly string[];
  readonly seen: readonly Seen[];
  readonly lessons: {
    readonly keys: string;
    readonly audience: readonly number[];
    readonly hour: readonly number[];
    readonly subject: readonly number[];
  };
  readonly called: {
    readonly class: readonly number[];
    readonly lesson: readonly number[];
    readonly version: readonly number[];
    /** Minutes from the beginning of the lesson to the call. */
    readonly after: readonly number[];
  };
  readonly pupils: {
    readonly ids: string;
    readonly version: readonly number[];
    readonly class: readonly number[];
    readonly family: readonly string[];
    readonly given: readonly string[];
    /** What was seen, then at which lesson, over and over. */
    readonly missed: readonly (readonly number[])[];
  };
}

/** A list in which each thing has one place. */
const lister = <T>(keyOf: (one: T) => string) => {
  const places = new Map<string, number>();
  const all: T[] = [];
  const placeOf = (one: T): number => {
    const known = places.get(keyOf(one));
    if (known !== undefined) return known;
    places.set(keyOf(one), all.length);
    return all.push(one) - 1;
  };
  return { all, placeOf };
};

const word = (text: string): string => text;
/**
 * Of eleven: the default, 11, takes fifty times the processor, a core for 60 ms on the day of a lycée that every roll call writes again, to save a
 * fifth of the bytes.
 */
const QUALITY = 6;

const compressed = (what: unknown): Uint8Array =>
  brotliCompressSync(JSON.stringify(what), { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });

const minutesAfter = (from: Date, instant: string): number =>
  Math.round((Date.parse(instant) - from.getTime()) / 60_000);

/**
 * A part of the board as stored: in columns and compressed, so that the whole day of a lycée of 2,000 (600 registers, 200 pupils) is read
 * for two and a half units. When a roll was called is kept to the minute.
 */
export const packPart = ({ called, pupils }: BoardNews, day: string): Uint8Array => {
  const audiences = lister<readonly [string, string]>(([id]) => id);
  const [hours, subjects] = [lister(word), lister(word)];
  const seen = lister<Seen>((one) => JSON.stringify(one));
  const lessons = lister<Lesson>(({ lessonId }) => lessonId);
  const inOrder = [...called].sort((a, b) => (`${a.classId}${a.start}` < `${b.classId}${b.start}` ? -1 : 1));
  const rows = {
    called: inOrder.map(({ classId, classCode, version, submittedAt, ...lesson }) => ({
      class: audiences.placeOf([classId.slice(4), classCode]),
      lesson: lessons.placeOf(lesson),
      version,
      after: minutesAfter(instantOf(day, lesson.start), submittedAt),
    })),
    pupils: [...pupils]
      .sort((a, b) => (a.classId < b.classId ? -1 : 1))
      .map(({ classId, className, lessons: missed, ...pupil }) => ({
        ...pupil,
        class: audiences.placeOf([classId.slice(4), className]),
        missed: missed.flatMap(({ lessonId, start, end, subject, ...rest }) => [
          seen.placeOf(rest),
          lessons.placeOf({ lessonId, start, end, subject }),
        ]),
      })),
  };
  const packed: Packed = {
    day: day.replaceAll("-", ""),
    lessons: {
      keys: lessons.all.map(({ lessonId }) => lessonId.slice(4 + ID, 4 + ID + KEY)).join(""),
      audience: lessons.all.map(({ lessonId }) => audiences.placeOf([lessonId.slice(4, 4 + ID), ""])),
      hour: lessons.all.map(({ start, end }) => hours.placeOf(`${start}${end}`)),
      subject: lessons.all.map(({ subject }) => subjects.placeOf(subject)),
    },
    called: {
      class: rows.called.map((one) => one.class),
      lesson: rows.called.map((one) => one.lesson),
      version: rows.called.map((one) => one.version),
      after: rows.called.map((one) => one.after),
    },
    pupils: {
      ids: rows.pupils.map(({ pupilId }) => pupilId.slice(4)).join(""),
      version: rows.pupils.map((one) => one.version),
      class: rows.pupils.map((one) => one.class),
      family: rows.pupils.map(({ familyName }) => familyName),
      given: rows.pupils.map(({ givenName }) => givenName),
      missed: rows.pupils.map(({ missed }) => missed),
    },
    audiences: audiences.all,
    hours: hours.all,
    subjects: subjects.all,
    seen: seen.all,
  };
  return compressed(packed);
};

const piece = (text: string, size: number, place: number): string => text.slice(place * size, (place + 1) * size);

/** Reads back what `packPart` wrote. */
export const unpackPart = (bytes: Uint8Array, day: string): BoardNews => {
  const packed = JSON.parse(brotliDecompressSync(bytes).toString("utf8")) as Packed;
  const lessonAt = (place: number): Lesson => {
    const hour = packed.hours[packed.lessons.hour[place] ?? 0] ?? "";
    const [audience] = packed.audiences[packed.lessons.audience[place] ?? 0] ?? [""];
    return {
      lessonId: `les_${audience}${piece(packed.lessons.keys, KEY, place)}_${packed.day}`,
      start: hour.slice(0, 5),
      end: hour.slice(5),
      subject: packed.subjects[packed.lessons.subject[place] ?? 0] ?? "",
    };
  };
  const classAt = (place: number | undefined): readonly [id: string, code: string] =>
    packed.audiences[place ?? 0] ?? ["", ""];
  const called = packed.called.lesson.map((lesson, index): CalledClass => {
    const [id, classCode] = classAt(packed.called.class[index]);
    const known = lessonAt(lesson);
    const after = (packed.called.after[index] ?? 0) * 60_000;
    const submittedAt = new Date(instantOf(day, known.start).getTime() + after).toISOString();
    return { classId: `aud_${id}`, classCode, ...known, version: packed.called.version[index] ?? 0, submittedAt };
  });
  const pupils = packed.pupils.version.map((version, index): PupilOnBoard => {
    const [id, className] = classAt(packed.pupils.class[index]);
    const missed = packed.pupils.missed[index] ?? [];
    return {
      pupilId: `per_${piece(packed.pupils.ids, ID, index)}`,
      version,
      classId: `aud_${id}`,
      className,
      familyName: packed.pupils.family[index] ?? "",
      givenName: packed.pupils.given[index] ?? "",
      lessons: Array.from({ length: missed.length / 2 }, (_, nth) => {
        const what = packed.seen[missed[2 * nth] ?? 0];
        if (what === undefined) throw new Error("a part of the board names something it does not hold");
        return { ...lessonAt(missed[2 * nth + 1] ?? 0), ...what };
      }),
    };
  });
  return { called, pupils };
};

/** Calls outside lessons as stored: a handful a day. */
export const packRolls = (rolls: readonly RollOutcome[]): Uint8Array => compressed(rolls);

/** Reads back what `packRolls` wrote. */
export const unpackRolls = (bytes: Uint8Array): readonly RollOutcome[] =>
  JSON.parse(brotliDecompressSync(bytes).toString("utf8")) as readonly RollOutcome[];
