import { ApiProblem } from "@preau/sdk";
import type { VirtualPerson } from "../people/virtual-person.ts";
import type { Activity, Surroundings } from "./activity.ts";
import type { Device } from "./device.ts";
import type { SchoolDay } from "./school-day.ts";

/** Of the pupils of a class, how many are missing on an ordinary morning, and how many of the others come late. */
const ABSENT = 0.05;
const LATE = 0.03;

const openSheet = async (device: Device, { day, notebook }: Surroundings): Promise<void> => {
  const { person, client } = device;
  const lessons = day.lessons.get(person.login) ?? [];
  const lesson = lessons[device.lesson % Math.max(1, lessons.length)];
  if (lesson === undefined) return;
  device.lesson += 1;
  const params = { schoolId: lesson.schoolId, lessonId: lesson.lessonId };
  const sheet = await client.attendance.readRollCall({ params });
  notebook.opened(lesson.lessonId, sheet.version);
  device.sheet = sheet;
};

interface Mark {
  readonly pupilId: string;
  readonly status: "absent" | "late" | "present";
  readonly minutesLate?: number;
}

/** What a teacher sees of the class: those known to be missing stay so, one in two, and others are found missing. */
const marksOf = ({ sheet }: Device, { random }: Surroundings): Mark[] =>
  (sheet?.pupils ?? []).flatMap(({ pupilId, status }): Mark[] => {
    const missing = status === "absent" ? random.chance(0.5) : random.chance(ABSENT);
    if (missing) return [{ pupilId, status: "absent" as const }];
    if (random.chance(LATE)) return [{ pupilId, status: "late" as const, minutesLate: 5 + random.int(20) }];
    return status === "conflict" ? [{ pupilId, status: "present" as const }] : [];
  });

const handIn = async (device: Device, surroundings: Surroundings): Promise<void> => {
  const { sheet, client } = device;
  if (sheet === undefined) return;
  const { schoolId, version: saw } = sheet;
  const { lessonId } = sheet.lesson;
  const marks = marksOf(device, surroundings);
  delete device.sheet;
  const command = { params: { schoolId, lessonId }, body: { version: saw, marks } };
  const receipt = await client.attendance.submitRollCall(command);
  surroundings.notebook.rolls.push({ schoolId, lessonId, saw, version: receipt.version, marks });
  // One in four is looked at again, and corrected: the sheet stays open, at the version just written.
  if (surroundings.random.chance(0.25)) device.sheet = { ...sheet, version: receipt.version };
};

/** A sheet that somebody else has changed meanwhile is opened again and handed in once more, as the application does. */
const handInAnyway = async (device: Device, surroundings: Surroundings): Promise<void> => {
  const lessonId = device.sheet?.lesson.lessonId ?? "";
  const again = device.lesson - 1;
  try {
    await handIn(device, surroundings);
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status === 503) surroundings.notebook.unanswered(lessonId);
    if (!(error instanceof ApiProblem) || error.status !== 409) throw error;
    device.lesson = Math.max(0, again);
    await openSheet(device, surroundings);
    await handIn(device, surroundings);
  }
};

const hasLessons = ({ login }: VirtualPerson, { lessons }: SchoolDay): boolean => (lessons.get(login)?.length ?? 0) > 0;
const isOpen = ({ sheet }: Device): boolean => sheet !== undefined;

/** What teachers do. */
export const teacherActivities = {
  "open-sheet": { operation: "attendance.readRollCall", parts: ["teacher"], can: hasLessons, run: openSheet },
  "hand-in-roll": {
    operation: "attendance.submitRollCall",
    parts: ["teacher"],
    can: hasLessons,
    after: { activity: "open-sheet", isDone: isOpen },
    run: handInAnyway,
  },
  "keep-draft": {
    operation: "attendance.saveDraft",
    parts: ["teacher"],
    can: hasLessons,
    after: { activity: "open-sheet", isDone: isOpen },
    run: async (device, surroundings) => {
      if (device.sheet === undefined) return;
      const { schoolId, version, lesson } = device.sheet;
      const params = { schoolId, lessonId: lesson.lessonId };
      await device.client.attendance.saveDraft({ params, body: { version, marks: marksOf(device, surroundings) } });
    },
  },
  "read-class": {
    operation: "directory.readAudience",
    parts: ["teacher"],
    can: ({ me }) => me.schools.some(({ teaches }) => teaches.length > 0),
    run: async ({ client, person }, { random }) => {
      const school = random.pick(person.me.schools.filter(({ teaches }) => teaches.length > 0));
      const { audienceId } = random.pick(school.teaches);
      return client.directory.readAudience({ params: { schoolId: school.schoolId, audienceId } });
    },
  },
} as const satisfies Readonly<Record<string, Activity>>;
