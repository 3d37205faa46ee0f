import { schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import { isGuardianOf, type Principal, personIn } from "@preau/policy";
import type { Call, Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { noticesContract } from "./contract.ts";
import { type KeptNotice, readNoticeId } from "./notice.ts";
import { shownNotice } from "./shown-notice.ts";
import type { NoticeStore } from "./store.ts";

type Routes = typeof noticesContract.routes;

interface Deps {
  readonly store: Pick<NoticeStore, "noticesOn" | "keepWith">;
  now(): Date;
}

const ATTEMPTS = 4;

/** A guardian's own notice of a child they answer for; any other does not exist. */
const findOwn = async (
  principal: Principal,
  { schoolId, noticeId }: { readonly schoolId: string; readonly noticeId: string },
  { store }: Deps,
): Promise<KeptNotice> => {
  const { pupilId, day, half } = readNoticeId(noticeId);
  const guardianId = personIn(principal, schoolId, "guardian");
  if (guardianId === undefined || !isGuardianOf(principal, schoolId, pupilId)) throw problem("not-found");
  const notices = await store.noticesOn({ schoolId, schoolYear: schoolYearOf(day), guardianId }, day);
  const found = notices.find((one) => one.pupilId === pupilId && one.half === half);
  if (found === undefined) throw problem("not-found");
  return found;
};

/** Adds the family's word to the notice as it stands, whatever the school writes on it at the same time. */
const addWord = async (
  call: Call<Routes["acknowledgeNotice"]> | Call<Routes["answerNotice"]>,
  word: Pick<KeptNotice, "acknowledgedAt" | "answer">,
  deps: Deps,
) => {
  for (let attempt = 1; ; attempt += 1) {
    const known = await findOwn(call.principal, call.params, deps);
    const acknowledgedAt = known.acknowledgedAt ?? word.acknowledgedAt;
    const notice = { ...known, ...word, acknowledgedAt, revision: known.revision + 1 };
    const reply = { status: 200 as const, body: shownNotice(notice) };
    try {
      await deps.store.keepWith(notice, call.remember(reply));
      return reply;
    } catch (error) {
      const raced = error instanceof LostRace && error.positions.includes(0);
      if (!raced || attempt === ATTEMPTS) throw error;
    }
  }
};

/** Says that the notice was read: school life sees it. */
export const acknowledgeNotice: Operation<Routes["acknowledgeNotice"], Deps> = (call, deps) =>
  addWord(call, { acknowledgedAt: deps.now().toISOString() }, deps);

/** Says why the child is away, or that the family did not know. It takes nothing back by itself: the school judges. */
export const answerNotice: Operation<Routes["answerNotice"], Deps> = (call, deps) => {
  const at = deps.now().toISOString();
  const answer = { ...call.body, at, by: call.principal.accountId as never };
  return addWord(call, { acknowledgedAt: at, answer }, deps);
};
