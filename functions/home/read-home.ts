import { byStart, schoolTimeOf, schoolYearOf, weekdayOf } from "@preau/calendar";
import type { Day, PersonId, Role, SchoolId } from "@preau/contract";
import type { Membership, Principal } from "@preau/policy";
import { rolesIn } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import { type Pupil, pupilOf } from "./child.ts";
import type { HomeChild, HomeDetention, HomeLesson, HomeNotice, homeContract } from "./contract.ts";
import { detentionsOfDay, lessonsOfDay, withRollCalls } from "./home-day.ts";
import type { HomeStore } from "./store.ts";

interface Deps {
  readonly store: Pick<HomeStore, "day" | "family">;
  now(): Date;
}

const NOTICES_A_CHILD = 5;

/** A pupil the caller may see, with the notices addressed to the caller. */
interface Seen {
  readonly schoolId: SchoolId;
  readonly pupil: Pupil;
  readonly notices: readonly HomeNotice[];
}

/** The day of a pupil. */
interface Attended {
  readonly lessons: readonly HomeLesson[];
  readonly detentions: readonly HomeDetention[];
}

/** Most screens show none: they do not speak of it. */
const ifAny = (detentions: readonly HomeDetention[]) =>
  detentions.length === 0 ? {} : { detentions: [...detentions] };

const membershipsWith = (principal: Principal, role: Role): readonly Membership[] =>
  principal.memberships.filter((one) => one.role === role);

/** Whom a family membership shows: a pupil, themselves; a guardian, the children that the token still names. */
const pupilIdsOf = (principal: Principal, { role, schoolId, personId }: Membership): readonly PersonId[] =>
  role === "pupil"
    ? [personId]
    : principal.children.filter((child) => child.schoolId === schoolId).map((child) => child.pupilId);

/**
 * The first screen: two rounds of reads at most, whatever the number of schools and children.
 * Round one: what families hold, and the days of teachers. Round two: the day of each child's class.
 */
export const readHome: Operation<typeof homeContract.routes.readHome, Deps> = async ({ principal }, { store, now }) => {
  const clock = schoolTimeOf(now());
  const [day, weekday, schoolYear] = [clock.day as Day, weekdayOf(clock.day), schoolYearOf(clock.day)];

  const seenBy = async (membership: Membership): Promise<readonly Seen[]> => {
    const { schoolId, personId } = membership;
    const pupilIds = pupilIdsOf(principal, membership);
    if (pupilIds.length === 0) return [];
    const { cards, notices } = await store.family({ schoolId, schoolYear, personId });
    return pupilIds.flatMap((pupilId) => {
      const pupil = pupilOf(pupilId, cards);
      return pupil === undefined
        ? []
        : [{ schoolId, pupil, notices: notices.filter((one) => one.pupilId === pupilId) }];
    });
  };
  const taughtBy = async ({ schoolId, personId }: Membership): Promise<readonly HomeLesson[]> => {
    const page = await store.day({ schoolId, schoolYear, kind: "PERSON", id: personId }, weekday);
    return withRollCalls(
      lessonsOfDay(schoolId, day, page, () => true),
      page,
      personId,
    );
  };
  const each = async <T>(role: Role, read: (membership: Membership) => Promise<readonly T[]>) =>
    (await Promise.all(membershipsWith(principal, role).map(read))).flat();
  const [self, children, taught] = await Promise.all([
    each("pupil", seenBy),
    each("guardian", seenBy),
    each("teacher", taughtBy),
  ]);

  const pages = new Map<string, ReturnType<Deps["store"]["day"]>>();
  const attendedBy = async ({ schoolId, pupil }: Seen): Promise<Attended> => {
    const owner = { schoolId, schoolYear, kind: "CLASS", id: pupil.classId } as const;
    const page = pages.get(pupil.classId) ?? store.day(owner, weekday);
    pages.set(pupil.classId, page);
    return {
      lessons: lessonsOfDay(schoolId, day, await page, (viewId) => pupil.audienceIds.has(viewId)),
      detentions: detentionsOfDay(schoolId, day, await page, pupil.pupilId),
    };
  };
  const cardOf = async (seen: Seen): Promise<HomeChild> => {
    const { classId: _classId, audienceIds: _audienceIds, ...who } = seen.pupil;
    const { lessons, detentions } = await attendedBy(seen);
    const notices = seen.notices.slice(0, NOTICES_A_CHILD);
    return { ...who, schoolId: seen.schoolId, lessons: [...lessons], ...ifAny(detentions), notices };
  };
  const [attended, cards] = await Promise.all([Promise.all(self.map(attendedBy)), Promise.all(children.map(cardOf))]);
  const schoolIds = [...new Set(principal.memberships.map((one) => one.schoolId))];
  return {
    status: 200,
    body: {
      now: clock,
      schools: schoolIds.map((schoolId) => ({ schoolId, roles: [...rolesIn(principal, schoolId)] })),
      children: cards,
      lessons: [...taught, ...attended.flatMap(({ lessons }) => lessons)].sort(byStart),
      ...ifAny(attended.flatMap(({ detentions }) => detentions)),
      notices: {
        waiting: children
          .flatMap((child) => child.notices)
          .filter(({ state, acknowledged }) => state !== "withdrawn" && !acknowledged).length,
      },
    },
  };
};
