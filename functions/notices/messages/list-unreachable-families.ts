import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { WAYS } from "../channels/obstacles.ts";
import type { ContactStore } from "../contacts/contact-store.ts";
import type { messageRoutes } from "../messages-contract.ts";
import type { NoticeSettings } from "../settings.ts";
import type { FamiliesStore } from "./families-store.ts";
import type { SchoolYear } from "./message.ts";
import { describedRecipients, recipientsIn } from "./recipients.ts";

interface Deps {
  readonly families: Pick<FamiliesStore, "familiesOf">;
  readonly contacts: Pick<ContactStore, "reachOf">;
  readonly settings: { current(school: SchoolYear): Promise<NoticeSettings> };
  now(): Date;
}

/** Whom only a letter reaches in a class or a group, and why: to be mended before the day it matters. 1 RRU a legal representative. */
export const listUnreachableFamilies: Operation<typeof messageRoutes.listUnreachableFamilies, Deps> = async (
  { params, query },
  deps,
) => {
  const { schoolId } = params;
  const school = { schoolId, schoolYear: schoolYearOf(schoolTimeOf(deps.now()).day) };
  const [[families], { channels }] = await Promise.all([
    deps.families.familiesOf(school, [query.audienceId]),
    deps.settings.current(school),
  ]);
  if (families === undefined) throw problem("not-found");
  const recipients = recipientsIn(families, query);
  const reaches = await deps.contacts.reachOf(
    school,
    recipients.map(({ guardianId }) => guardianId),
  );
  const ways = WAYS.filter(({ name }) => channels.includes(name));
  const { unreachable } = describedRecipients(recipients, reaches, ways);
  return { status: 200, body: { items: unreachable.map((one) => ({ schoolId, ...one })) } };
};
