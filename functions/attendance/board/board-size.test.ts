import { createHash } from "node:crypto";
import { audienceIdOf, digest, personIdOf } from "@preau/contract/derive-id";
import { readCapacity } from "@preau/store";
import { beforeAll, describe, expect, it } from "vitest";
import { COLLEGE, MONDAY } from "../../../test/support/a-class.ts";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { aPerson } from "../../../test/support/people.ts";
import { caller } from "../../../test/support/request.ts";
import { attendanceContract } from "../contract.ts";
import { attendance } from "../manifest.ts";
import type { MissedLesson } from "../pupil-day/presence.ts";
import type { CalledClass, PupilOnBoard } from "./board-part.ts";
import { keepBoard } from "./keep-board.ts";

const CLASSES = 75;
const PUPILS_A_CLASS = 27;
const HOURS = ["08:00", "09:00", "10:10", "11:10", "13:30", "14:30", "15:40", "16:40"];
const SUBJECTS = [
  "Mathématiques",
  "Physique-chimie",
  "Histoire-géographie",
  "Anglais LVA",
  "EPS",
  "Philosophie",
  "SES",
];
const FAMILIES = ["MARLOW", "LE GOFF-KERVADEC", "DA SILVA MOREIRA", "NGUYEN", "BEN AMAR", "ÇELIK", "DUPONT-LAMBERT"];
const NAMES = ["Nina", "Jean-Baptiste", "Maëlle", "Anne-Charlotte", "Théo", "Ilyès", "Zoé"];

/** A number from 0 to 1 that depends on its names alone. */
const chance = (...names: readonly string[]): number =>
  createHash("sha256").update(names.join(" ")).digest().readUInt32BE(0) / 2 ** 32;
const pick = (list: readonly string[], ...names: readonly string[]): string => {
  const place = Math.min(list.length - 1, Math.floor(chance("pick", ...names) * list.length));
  return list[place] ?? "";
};

const lessonsOf = (classId: string) =>
  HOURS.map((start, hour) => ({
    lessonId: `les_${classId.slice(4)}${digest(6, classId, start)}_20261123`,
    start,
    end: `${String(Number(start.slice(0, 2)) + (start.endsWith("00") ? 0 : 1)).padStart(2, "0")}:55`,
    subject: pick(SUBJECTS, classId, String(hour)),
  }));

/** 3 % away all day, 2 % for half of it, 2 % for an hour, 3 % late once: 4 to 6 % are missing from any lesson. */
const missedBy = (pupil: string, lessons: ReturnType<typeof lessonsOf>): readonly MissedLesson[] => {
  const luck = chance("luck", pupil);
  const judged = {
    decided: luck < 0.02 ? "yes" : "no",
    justified: luck < 0.02,
    counts: true,
    announced: luck < 0.03,
  } as const;
  const reason = luck < 0.02 ? { reason: "Maladie de l’élève" } : {};
  const absent = (some: typeof lessons) =>
    some.map((one) => ({ ...one, state: "absent" as const, ...judged, ...reason }));
  const hour = Math.floor(chance("hour", pupil) * 7);
  if (luck < 0.03) return absent(lessons);
  if (luck < 0.05) return absent(chance("half", pupil) < 0.5 ? lessons.slice(0, 4) : lessons.slice(4));
  if (luck < 0.07) return absent(lessons.slice(hour, hour + 1));
  if (luck > 0.97)
    return lessons.slice(hour, hour + 1).map((one) => ({ ...one, state: "late", minutes: 12, ...judged }));
  return [];
};

const school = Array.from({ length: CLASSES }, (_, index) => {
  const classId = audienceIdOf(COLLEGE, `T${index}`);
  const classCode = `TG${index + 1}`;
  const lessons = lessonsOf(classId);
  const called = lessons.map(
    (lesson): CalledClass => ({
      classId,
      classCode,
      ...lesson,
      version: 1,
      submittedAt: new Date(
        Date.parse(`${MONDAY}T${lesson.start}:00Z`) + Math.floor(chance(lesson.lessonId) * 900_000),
      ).toISOString(),
    }),
  );
  const pupils = Array.from({ length: PUPILS_A_CLASS }, (_, place): PupilOnBoard => {
    const pupilId = personIdOf("TEST", `T${index}-${place}`);
    // Names of their own, as names are: repeated ones would make the board too small.
    const own = digest(5, "name", pupilId).toUpperCase();
    const names = {
      familyName: `${pick(FAMILIES, "family", pupilId)}-${own}`,
      givenName: pick(NAMES, "given", pupilId),
    };
    return { pupilId, version: 1, classId, className: classCode, ...names, lessons: missedBy(pupilId, lessons) };
  });
  return { called, pupils: pupils.filter(({ lessons: missed }) => missed.length > 0) };
});

const cpe = aPerson("cpe", COLLEGE, personIdOf("TEST", "cpe"));
let call: ReturnType<typeof caller>;

beforeAll(async () => {
  await freshTable(attendance);
  process.env.PREAU_CLOCK_OFFSET_MS = String(Date.parse(`${MONDAY}T16:45:00Z`) - Date.now());
  call = caller((await import("../board-api.lambda.ts")).handler, attendanceContract);
  const deps = (await import("../deps.ts")).makeDeps();
  const called = school.flatMap((one) => one.called);
  const pupils = school.flatMap((one) => one.pupils);
  await keepBoard({ schoolId: COLLEGE, day: MONDAY }, { called, pupils }, deps);
});

describe("the board of a lycée of 2,000 at the end of the day", () => {
  it("shows between 4 and 6 % of absentees at a lesson, in 600 registers", async () => {
    const { body } = await call("readBoard", cpe, { params: { schoolId: COLLEGE } });
    expect(body.registersDone).toBe(CLASSES * HOURS.length);
    const missing = body.pupils.flatMap(({ lessons }: { lessons: { status: string }[] }) =>
      lessons.filter(({ status }) => status === "absent"),
    ).length;
    const share = missing / (CLASSES * PUPILS_A_CLASS * HOURS.length);
    expect(share).toBeGreaterThan(0.04);
    expect(share).toBeLessThan(0.06);
  });

  it("is read for three units and a half, and for half a unit by whoever has it", async () => {
    const params = { schoolId: COLLEGE };
    const { headers } = await call("readBoard", cpe, { params });
    expect(readCapacity().rru).toBeLessThanOrEqual(3.5);
    await call("readBoard", cpe, { params, headers: { "if-none-match": String(headers.etag) } });
    expect(readCapacity().rru).toBe(0.5);
  });
});
