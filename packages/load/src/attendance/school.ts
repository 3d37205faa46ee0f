import { addDays, closedBecause, EVERY_WEEK, type Lesson, lessonsOn, type Slot } from "@preau/calendar";
import type { AudienceId, Day, PersonId } from "@preau/contract";
import { audienceIdOf, personIdOf } from "@preau/contract/derive-id";

export const SCHOOL_ID = "0990001N";
export const SCHOOL_YEAR = 2026;

/** Two weeks of November, a public holiday in the middle. */
const FIRST_DAY = "2026-11-09";
const CLASSES = 6;
const PUPILS_PER_CLASS = 22;

export interface Pupil {
  readonly pupilId: PersonId;
  readonly familyName: string;
  readonly givenName: string;
  readonly classId: AudienceId;
  readonly guardianIds: readonly PersonId[];
  /** The class and the groups, each with its own lessons. */
  readonly audienceIds: readonly AudienceId[];
}

/** A class or a group. */
export interface Audience {
  readonly id: AudienceId;
  readonly code: string;
  readonly kind: "class" | "group";
  readonly pupils: readonly Pupil[];
  readonly slots: readonly Slot[];
}

const MORNING = ["08:00", "09:00", "10:05", "11:05"];
const AFTERNOON = ["13:30", "14:30", "15:30"];
const GROUP_LESSON = { weekday: 1, start: "10:05" };

interface Hour {
  readonly weekday: number;
  readonly start: string;
  readonly minutes: number;
}

/** The week of a class. The last lesson of two mornings is as long before noon as after it; Wednesday and one Friday in two end at noon. */
const weekOf = (index: number): readonly Hour[] =>
  [1, 2, 3, 4, 5].flatMap((weekday) => {
    const isShort = weekday === 3 || (weekday === 5 && index % 2 === 0);
    const morning = MORNING.map((start, position) =>
      position === 3 && (weekday === 2 || weekday === 4)
        ? { weekday, start: "11:30", minutes: 60 }
        : { weekday, start, minutes: 55 },
    );
    return [...morning, ...(isShort ? [] : AFTERNOON.map((start) => ({ weekday, start, minutes: 55 })))];
  });

const slotOf = (
  audience: { id: AudienceId; code: string },
  { weekday, start, minutes }: Hour,
  index: number,
): Slot => ({
  key: String(index).padStart(6, "0"),
  weekday,
  start,
  minutes,
  weeks: EVERY_WEEK,
  subject: { code: `S${index % 8}`, label: "Cours" },
  teachers: [0, 1].map((which) => ({
    id: personIdOf("SIMULATION", `teacher ${audience.code} ${index % 8} ${which}`),
    name: "M. DURAND",
  })),
  audiences: [audience],
});

const isGroupHour = ({ weekday, start }: Hour): boolean =>
  weekday === GROUP_LESSON.weekday && start === GROUP_LESSON.start;

const buildSchool = () => {
  const codes = Array.from({ length: CLASSES }, (_, index) => `6${String.fromCharCode(65 + index)}`);
  const groups = Array.from({ length: CLASSES / 2 }, (_, index) => ({
    id: audienceIdOf(SCHOOL_ID, `GROUP${index}`),
    code: `GROUP${index}`,
  }));
  const classes = codes.map((code, classIndex): Audience => {
    const classId = audienceIdOf(SCHOOL_ID, code);
    const group = groups[classIndex >> 1];
    const pupils = Array.from({ length: PUPILS_PER_CLASS }, (_, index): Pupil => {
      const name = `${code} ${index}`;
      const guardians = index % 5 === 0 ? ["mother"] : ["mother", "father"];
      return {
        pupilId: personIdOf("SIMULATION", name),
        familyName: `FAMILLE ${name}`,
        givenName: "Camille",
        classId,
        guardianIds: guardians.map((who) => personIdOf("SIMULATION", `${name} ${who}`)),
        audienceIds: group !== undefined && index % 2 === 0 ? [classId, group.id] : [classId],
      };
    });
    const hours = weekOf(classIndex).filter((hour) => !isGroupHour(hour));
    const slots = hours.map((hour, index) => slotOf({ id: classId, code }, hour, index));
    return { id: classId, code, kind: "class", pupils, slots };
  });
  const pupils = classes.flatMap((one) => one.pupils);
  const allGroups = groups.map(
    (group): Audience => ({
      ...group,
      kind: "group",
      pupils: pupils.filter(({ audienceIds }) => audienceIds.includes(group.id)),
      slots: [slotOf(group, { ...GROUP_LESSON, minutes: 55 }, 0)],
    }),
  );
  const days = Array.from({ length: 12 }, (_, index) => addDays(FIRST_DAY, index)).filter(
    (day) => closedBecause(day) === undefined,
  );
  return { days, pupils, audiences: [...classes, ...allGroups] };
};

/** The instant at which the school's clock shows a time: in November, an hour ahead of UTC. */
export const instantAt = (day: Day, time: string): number => Date.parse(`${day}T${time}:00+01:00`);

/** One invented school, the same for every play: only what happens in it changes. */
export const school = buildSchool();

/** The lessons of an audience on a day, as the timetable has them before any exception. */
export const lessonsOf = ({ slots }: Audience, day: Day): readonly Lesson[] => lessonsOn(day, slots);
