import { addDays } from "@preau/calendar";
import type { Payload } from "@preau/contract";
import type { personErasedV1 } from "../../events/person-erased.v1.ts";
import type { ErasureStore } from "./erasure-store.ts";
import { type News, withoutGuardian } from "./news.ts";
import type { NewsStore } from "./news-store.ts";

interface Deps {
  readonly erasures: ErasureStore;
  readonly news: Pick<NewsStore, "newsOfPupil" | "change">;
}

const daysOf = (schoolYear: number): readonly string[] =>
  Array.from({ length: 366 }, (_, index) => addDays(`${schoolYear}-08-01`, index));

const lastSaid = ({ told, presence }: News): string =>
  told
    .map(({ changedAt }) => changedAt)
    .toSorted()
    .at(-1) ??
  presence?.day ??
  "";

/**
 * Erases what a guardian was told and answered and, of a pupil, what was told of them: a notice is of no use once the pupil is gone.
 * What is newer than the erasure stays: somebody came back.
 */
export const erasePerson = async (
  { schoolId, schoolYear, personId, erasedAt, relatedIds }: Payload<typeof personErasedV1>,
  { erasures, news }: Deps,
): Promise<void> => {
  const noticesOf = (guardianId: string) => erasures.noticesOf({ schoolId, schoolYear, guardianId });
  const days = daysOf(schoolYear);
  const newsOf = (pupilId: string) => news.newsOfPupil({ schoolId, schoolYear, pupilId }, days);
  const own = await noticesOf(personId);
  const told = (await Promise.all(relatedIds.map(noticesOf))).flat().filter(({ pupilId }) => pupilId === personId);
  const old = [...own, ...told].filter(({ history }) => (history.at(-1)?.at ?? "") <= erasedAt);
  await erasures.erase(
    old,
    (await newsOf(personId)).filter((line) => lastSaid(line) <= erasedAt),
  );
  for (const line of (await Promise.all(relatedIds.map(newsOf))).flat())
    await news.change(line, (known) => withoutGuardian(known ?? line, personId, erasedAt));
};
