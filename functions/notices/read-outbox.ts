import { addDays, schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import { followsPupil, type Principal, type Sectors } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type { noticesContract } from "./contract.ts";
import type { News } from "./news.ts";
import type { NewsStore } from "./news-store.ts";
import type { SectorStore } from "./sector-store.ts";
import type { NoticeSettingsStore } from "./settings-store.ts";
import { isAlarming, shownNews, wasNotReached } from "./shown-news.ts";

type Routes = typeof noticesContract.routes;

interface Deps {
  readonly news: Pick<NewsStore, "newsOfDay" | "newsOfPupil">;
  readonly settings: Pick<NoticeSettingsStore, "current">;
  readonly sectors: Pick<SectorStore, "current">;
  now(): Date;
}

/** A month of school. */
const DAYS = 31;

const isFollowed = (principal: Principal, sectors: Sectors, { schoolId, pupilId, presence }: News): boolean =>
  followsPupil(principal, sectors, {
    schoolId,
    pupilId,
    audienceIds: presence === undefined ? [] : [presence.classId],
  });

const rank = ({ told }: News): number => (told.some(wasNotReached) ? 0 : told.some(isAlarming) ? 1 : 2);

const byUrgency = (a: News, b: News): number =>
  rank(a) - rank(b) || a.className.localeCompare(b.className) || (a.pupilId < b.pupilId ? -1 : 1);

/** What families are told on a day, those first whom somebody has to call. */
export const readOutbox: Operation<Routes["readOutbox"], Deps> = async (call, { news, settings, sectors, now }) => {
  const { schoolId } = call.params;
  const day = call.query.day ?? schoolTimeOf(now()).day;
  const school = { schoolId, schoolYear: schoolYearOf(day) };
  const [lines, decided, shared] = await Promise.all([
    news.newsOfDay(school, day),
    settings.current(school),
    sectors.current(school),
  ]);
  const own = call.query.pupils === "own" && shared.sectors.length > 0;
  const applied = own ? { ...shared, everybodySeesAll: false } : shared;
  const seen = lines.filter((line) => isFollowed(call.principal, applied, line)).toSorted(byUrgency);
  const pupils = seen.map((line) => shownNews(line, decided));
  const howMany = (matches: (line: News) => boolean) => seen.filter(matches).length;
  return {
    status: 200,
    body: {
      schoolId,
      day,
      waiting: pupils.filter(({ lessons }) => lessons.some((lesson) => lesson.news === "waiting")).length,
      told: howMany(({ told }) => told.length > 0),
      failed: howMany(({ told }) => told.some(wasNotReached)),
      answered: howMany(({ told }) => told.some(({ answer }) => answer !== undefined)),
      pupils,
    },
  };
};

/** What was told of a pupil in the days before a day, the latest first. A pupil the reader does not follow has no news. */
export const listPupilNews: Operation<Routes["listPupilNews"], Deps> = async (
  call,
  { news, settings, sectors, now },
) => {
  const { schoolId, pupilId } = call.params;
  const to = call.query.to ?? schoolTimeOf(now()).day;
  const school = { schoolId, schoolYear: schoolYearOf(to) };
  const days = Array.from({ length: DAYS }, (_, index) => addDays(to, -index));
  const [lines, decided, shared] = await Promise.all([
    news.newsOfPupil({ ...school, pupilId }, days),
    settings.current(school),
    sectors.current(school),
  ]);
  if (lines.some((line) => !isFollowed(call.principal, shared, line))) throw problem("not-found");
  return { status: 200, body: { items: lines.map((line) => shownNews(line, decided)) } };
};
