import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import { isGuardianOf, personIn } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type { noticesContract } from "./contract.ts";
import { shownNotice } from "./shown-notice.ts";
import type { NoticeStore } from "./store.ts";

interface Deps {
  readonly store: Pick<NoticeStore, "noticesOf">;
  now(): Date;
}

/**
 * A guardian reads the notices addressed to them: nobody else's partition is ever asked for. Whoever no longer answers for a child no
 * longer reads what they were told of that child.
 */
export const listNotices: Operation<typeof noticesContract.routes.listNotices, Deps> = async (call, { store, now }) => {
  const { schoolId } = call.params;
  const guardianId = personIn(call.principal, schoolId, "guardian");
  if (guardianId === undefined) throw problem("not-found");
  const schoolYear = schoolYearOf(schoolTimeOf(now()).day);
  const { items, cursor } = await store.noticesOf({ schoolId, schoolYear, guardianId }, call.query);
  const ofOwnChildren = items.filter(({ pupilId }) => isGuardianOf(call.principal, schoolId, pupilId));
  return {
    status: 200,
    body: { items: ofOwnChildren.map(shownNotice), ...(cursor !== undefined && { cursor }) },
  };
};
