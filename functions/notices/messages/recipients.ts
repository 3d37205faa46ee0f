import { type FieldError, problem } from "@preau/contract";
import type { ChannelName, Way } from "../channels/channel.ts";
import { type Reach, waysTo, whyUnreachable } from "../contacts/reach.ts";

/** A pupil as messages know them. */
export interface FamilyPupil {
  readonly pupilId: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly className: string;
  readonly guardianIds: readonly string[];
}

/** The pupils of a class or a group, with their legal representatives. */
export interface Families {
  readonly audienceId: string;
  readonly code: string;
  readonly pupils: readonly FamilyPupil[];
}

/** Whom a message goes to: everybody of a class or a group, or some of its pupils. */
export interface Selection {
  readonly audienceId: string;
  readonly pupilIds?: readonly string[] | undefined;
}

/** One legal representative of one pupil: whoever has two children here is told of each. */
export interface Recipient {
  readonly audienceId: string;
  readonly pupil: FamilyPupil;
  readonly guardianId: string;
}

/** What one message may do to the providers' quotas. */
export const MOST_RECIPIENTS = 3_000;

/** Those of a class or a group whom a message goes to, as of now. */
export const recipientsIn = (families: Families, { pupilIds }: Selection): readonly Recipient[] =>
  families.pupils
    .filter(({ pupilId }) => pupilIds === undefined || pupilIds.includes(pupilId))
    .flatMap((pupil) =>
      pupil.guardianIds.map((guardianId) => ({ audienceId: families.audienceId, pupil, guardianId })),
    );

const wrongPlaces = (selections: readonly Selection[], found: readonly (Families | undefined)[]): FieldError[] =>
  selections.flatMap(({ pupilIds = [] }, index) => {
    const families = found[index];
    const field = `body.recipients.${index}`;
    if (families === undefined)
      return [
        { field: `${field}.audienceId`, message: "Cette classe ou ce groupe n’existe pas dans l’établissement." },
      ];
    return pupilIds.flatMap((pupilId, position) =>
      families.pupils.some((one) => one.pupilId === pupilId)
        ? []
        : [{ field: `${field}.pupilIds.${position}`, message: "Cet élève n’est pas de la classe ou du groupe." }],
    );
  });

/** What a class or a group is chosen for, taken together: all of it as soon as one selection says so. */
const together = (audienceId: string, selections: readonly Selection[]): Selection => {
  const own = selections.filter((one) => one.audienceId === audienceId);
  return own.some(({ pupilIds }) => pupilIds === undefined)
    ? { audienceId }
    : { audienceId, pupilIds: own.flatMap(({ pupilIds = [] }) => pupilIds) };
};

/** The same choice, each class or group named once and no pupil in two of them: each is written to once. */
export const withoutOverlap = (
  selections: readonly Selection[],
  found: readonly (Families | undefined)[],
): readonly Selection[] => {
  const taken = new Set<string>();
  return [...new Set(selections.map(({ audienceId }) => audienceId))].flatMap((audienceId) => {
    const { pupilIds } = together(audienceId, selections);
    const members = found.find((one) => one?.audienceId === audienceId)?.pupils.map(({ pupilId }) => pupilId) ?? [];
    const chosen = members.filter((pupilId) => pupilIds === undefined || pupilIds.includes(pupilId));
    const left = chosen.filter((pupilId) => !taken.has(pupilId));
    for (const pupilId of left) taken.add(pupilId);
    if (left.length === 0) return [];
    return [left.length === members.length ? { audienceId } : { audienceId, pupilIds: left }];
  });
};

/**
 * Everybody a message goes to, each once a child.
 * @throws `invalid-request` naming what is not of the school, `nobody-to-write-to`, `too-many-recipients`
 */
export const recipientsOf = (
  selections: readonly Selection[],
  found: readonly (Families | undefined)[],
): readonly Recipient[] => {
  const errors = wrongPlaces(selections, found);
  if (errors.length > 0) throw problem("invalid-request", { errors });
  const byId = new Map(found.flatMap((families) => (families === undefined ? [] : [[families.audienceId, families]])));
  const all = withoutOverlap(selections, found).flatMap((selection) => {
    const families = byId.get(selection.audienceId);
    return families === undefined ? [] : recipientsIn(families, selection);
  });
  if (all.length === 0) throw problem("nobody-to-write-to");
  if (all.length > MOST_RECIPIENTS) throw problem("too-many-recipients");
  return all;
};

export const fullName = ({ givenName, familyName }: Pick<FamilyPupil, "givenName" | "familyName">): string =>
  `${givenName} ${familyName}`.trim();

/** « Mme Léa MARLOW », as far as the school knows it. */
export const guardianNameOf = ({ contact: { title, givenName, familyName } }: Reach): string | undefined =>
  [title, givenName, familyName].filter((part) => part !== undefined && part !== "").join(" ") || undefined;

/** How each recipient is reached, with the names a writer reads. */
export const describedRecipients = (
  recipients: readonly Recipient[],
  reaches: readonly Reach[],
  channels: readonly Way[],
) => {
  const described = recipients.flatMap(({ pupil, guardianId }, index) => {
    const reach = reaches[index];
    if (reach === undefined) return [];
    const guardianName = guardianNameOf(reach);
    const open: readonly ChannelName[] = waysTo(reach, "message", channels).map(({ name }) => name);
    const line = {
      pupilId: pupil.pupilId,
      pupilName: fullName(pupil),
      className: pupil.className,
      guardianId,
      ...(guardianName !== undefined && { guardianName }),
    };
    return [{ line, open, reasons: whyUnreachable(reach, channels) }];
  });
  const reached = new Set(described.filter(({ open }) => open.length > 0).map(({ line }) => line.pupilId));
  return {
    reachable: described
      .filter(({ open }) => open.length > 0)
      .map(({ line, open }) => ({ ...line, channels: [...open] })),
    unreachable: described
      .filter(({ open }) => open.length === 0)
      .map(({ line, reasons }) => ({
        ...line,
        reasons: [...reasons],
        otherGuardianReached: reached.has(line.pupilId),
      })),
  };
};
