import type { Operation } from "@preau/runtime";
import { WAYS } from "../channels/obstacles.ts";
import { inOneSms } from "../channels/sms-text.ts";
import type { messageRoutes } from "../messages-contract.ts";
import type { NoticeSettings } from "../settings.ts";
import type { Summarize } from "./absence-summary.ts";
import type { SchoolYear } from "./message.ts";
import { type PlanDeps, planMessage } from "./plan-message.ts";
import { describedRecipients, fullName } from "./recipients.ts";
import { composed, usesAbsences } from "./template.ts";

interface Deps extends PlanDeps {
  readonly settings: { current(school: SchoolYear): Promise<NoticeSettings> };
  readonly summarize: Summarize;
}

/** Enough to see that the braces say what was meant. */
const EXAMPLES = 3;

/** Who a message would reach and how, whom it would not and why, and its words for the first pupils. Sends nothing, keeps nothing. 1 RRU a recipient. */
export const previewMessage: Operation<typeof messageRoutes.previewMessage, Deps> = async ({ params, body }, deps) => {
  const { schoolId } = params;
  const plan = await planMessage(schoolId, body, deps);
  const { school, recipients, period } = plan;
  const pupils = [...new Map(recipients.map(({ pupil }) => [pupil.pupilId, pupil])).values()].slice(0, EXAMPLES);
  const [{ channels }, reaches, summaries] = await Promise.all([
    deps.settings.current(school),
    deps.contacts.reachOf(
      school,
      recipients.map(({ guardianId }) => guardianId),
    ),
    usesAbsences(body)
      ? deps.summarize({ ...school, ...period, pupilIds: pupils.map(({ pupilId }) => pupilId) })
      : Promise.resolve([]),
  ]);
  const ways = WAYS.filter(({ name }) => channels.includes(name));
  const { reachable, unreachable } = describedRecipients(recipients, reaches, ways);
  const examples = pupils.map((pupil) => {
    const summary = summaries.find(({ pupilId }) => pupilId === pupil.pupilId);
    const words = composed(body, { ...pupil, ...plan, ...period, summary });
    return { schoolId, pupilId: pupil.pupilId, pupilName: fullName(pupil), ...words, sms: inOneSms(words.short) };
  });
  return {
    status: 200,
    body: {
      schoolId,
      recipients: reachable.map((one) => ({ schoolId, ...one })),
      unreachable: unreachable.map((one) => ({ schoolId, ...one })),
      examples,
    },
  };
};
