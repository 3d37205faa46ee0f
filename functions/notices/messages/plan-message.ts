import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem, type SchoolId } from "@preau/contract";
import type { ContactStore } from "../contacts/contact-store.ts";
import type { MessageDraft } from "../messages-contract.ts";
import type { FamiliesStore } from "./families-store.ts";
import type { MessageSettingsStore } from "./message-settings-store.ts";
import { recipientsOf, withoutOverlap } from "./recipients.ts";
import { unknownPlaceholders, uses } from "./template.ts";

export interface PlanDeps {
  readonly families: Pick<FamiliesStore, "familiesOf">;
  readonly messageSettings: Pick<MessageSettingsStore, "current">;
  readonly contacts: Pick<ContactStore, "reachOf">;
  now(): Date;
}

const checkTexts = (draft: MessageDraft, phone: string | undefined): void => {
  const errors = unknownPlaceholders(draft, "body");
  if (errors.length > 0) throw problem("invalid-request", { errors });
  if (phone !== undefined || !uses(draft, "telephone")) return;
  const message = "Donnez d’abord le téléphone de la vie scolaire, dans les réglages des messages.";
  throw problem("invalid-request", { errors: [{ field: "body.text", message }] });
};

const wholeYear = (schoolYear: number, today: string) => ({ from: `${schoolYear}-08-01`, to: today });

/**
 * Who a draft goes to, as of now, and what its words are filled with. 0.5 RRU a class.
 * @throws `invalid-request` where it names what is not of the school or stands for nothing, and the problems of its recipients
 */
export const planMessage = async (schoolId: SchoolId, draft: MessageDraft, deps: PlanDeps) => {
  const today = schoolTimeOf(deps.now()).day;
  const school = { schoolId, schoolYear: schoolYearOf(today) };
  const settings = await deps.messageSettings.current(school);
  checkTexts(draft, settings.phone);
  const named = [...new Set(draft.recipients.map(({ audienceId }) => audienceId))];
  const found = await deps.families.familiesOf(school, named);
  const families = draft.recipients.map(({ audienceId }) => found[named.indexOf(audienceId)]);
  const recipients = recipientsOf(draft.recipients, families);
  const codes = new Map(found.flatMap((one) => (one === undefined ? [] : [[one.audienceId, one.code]])));
  const audiences = withoutOverlap(draft.recipients, families).map((selection) => ({
    ...selection,
    code: codes.get(selection.audienceId) ?? "",
    families: recipients.filter(({ audienceId }) => audienceId === selection.audienceId).length,
  }));
  const [first] = await deps.contacts.reachOf(
    school,
    recipients.slice(0, 1).map(({ guardianId }) => guardianId),
  );
  return {
    school,
    settings,
    recipients,
    audiences,
    period: draft.period ?? wholeYear(school.schoolYear, today),
    phone: settings.phone ?? "",
    schoolName: first?.contact.schoolName ?? settings.letterhead[0] ?? "L’établissement",
  };
};
