import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import { isGuardianOf, personIn } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type { messageRoutes } from "../messages-contract.ts";
import type { ReceivedStore } from "./received-store.ts";
import { shownReceived } from "./shown-message.ts";

interface Deps {
  readonly received: Pick<ReceivedStore, "receivedBy" | "find" | "markRead">;
  now(): Date;
}
type Routes = typeof messageRoutes;

/** A guardian reads what was written to them, of each child they still answer for. */
export const listReceivedMessages: Operation<Routes["listReceivedMessages"], Deps> = async (call, deps) => {
  const { schoolId } = call.params;
  const guardianId = personIn(call.principal, schoolId, "guardian");
  if (guardianId === undefined) throw problem("not-found");
  const schoolYear = schoolYearOf(schoolTimeOf(deps.now()).day);
  const { items, cursor } = await deps.received.receivedBy({ schoolId, schoolYear, guardianId }, call.query);
  const ofOwnChildren = items.filter(({ pupilId }) => isGuardianOf(call.principal, schoolId, pupilId));
  return {
    status: 200,
    body: { items: ofOwnChildren.map(shownReceived), ...(cursor !== undefined && { cursor }) },
  };
};

/** The first reading counts; said again, it changes nothing. */
export const markMessageRead: Operation<Routes["markMessageRead"], Deps> = async ({ principal, params }, deps) => {
  const { schoolId, messageId, pupilId } = params;
  const guardianId = personIn(principal, schoolId, "guardian");
  if (guardianId === undefined || !isGuardianOf(principal, schoolId, pupilId)) throw problem("not-found");
  const schoolYear = schoolYearOf(schoolTimeOf(deps.now()).day);
  const received = await deps.received.find({ schoolId, schoolYear, guardianId, messageId, pupilId });
  if (received === undefined) throw problem("not-found");
  const readAt = received.readAt ?? deps.now().toISOString();
  await deps.received.markRead(received, readAt);
  return { status: 200, body: shownReceived({ ...received, readAt }) };
};
