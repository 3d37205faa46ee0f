import { type Actor, eventually } from "../actor.ts";
import type { Called } from "./call-the-roll.ts";
import type { Tell } from "./tell.ts";

/** Every legal guardian is told once, and whoever was told wrongly hears of it within the minute. */
export const tellFamilies = async (
  { mother, father, parentOfTwo }: Readonly<Record<"mother" | "father" | "parentOfTwo", Actor>>,
  called: Called,
  teacher: Actor,
  step: Tell,
): Promise<void> => {
  const { schoolId, eight, corrected, sibling } = called;
  const noticesOf = async (guardian: Actor, pupilId: string) => {
    const { items } = await guardian.client.notices.listNotices({ params: { schoolId } });
    return items.filter((notice) => notice.pupilId === pupilId && notice.day === eight.day);
  };
  const isTold = ({ lessons }: { readonly lessons: readonly { readonly lessonId: string }[] }) =>
    lessons.some(({ lessonId }) => lessonId === eight.lessonId);
  for (const [guardian, child] of [
    [mother, corrected],
    [father, corrected],
    [parentOfTwo, sibling],
  ] as const) {
    const found = await eventually(async () => {
      const notices = (await noticesOf(guardian, child.pupilId)).filter(isTold);
      return notices.length > 0 ? notices : undefined;
    });
    step(`${guardian.login} is told, once: « ${found?.[0]?.message ?? "rien"} »`, guardian, found?.length === 1);
  }
  const home = await eventually(async () => {
    const { children } = await parentOfTwo.client.home.readHome();
    return children.some(({ notices }) => notices.length > 0) ? children : undefined;
  });
  const names = (home ?? []).map(({ givenName, className }) => `${givenName} (${className ?? "?"})`).join(", ");
  step(`GET /home of ${parentOfTwo.login}, two schools in one request: ${names}`, parentOfTwo, home?.length === 2);

  await called.correct();
  step(`${corrected.givenName} was there after all: the teacher corrects`, teacher, true);
  for (const guardian of [mother, father]) {
    const found = await eventually(async () => {
      const notices = await noticesOf(guardian, corrected.pupilId);
      return notices.length > 0 && !notices.some(isTold) ? notices : undefined;
    });
    step(`${guardian.login} hears of it: « ${found?.[0]?.message ?? "rien"} »`, guardian, found !== undefined);
  }
  const kept = (await noticesOf(parentOfTwo, sibling.pupilId)).filter(isTold);
  step(`${parentOfTwo.login}: theirs still stands`, parentOfTwo, kept.length === 1);
};
