import { linkDigest } from "@preau/contract/derive-id";
import { plainName } from "@preau/formats/link-key";
import type { Attachment } from "../account.ts";

/** Leads from a digest to the account of somebody of a school. What it says is true only if the account still says so. */
export interface Pointer {
  /** Digest of what the other system says. */
  readonly by: string;
  readonly accountId: string;
  readonly schoolId: string;
  readonly personId: string;
}

/** The adults who answer for a pupil are found by the pupil. */
export const childDigest = (pupilId: string): string => linkDigest(`child:${pupilId}`);

/** FranceConnect knows nobody by number: names and birth date must do, and the person must then prove the account. */
export const pivotDigest = (familyName: string, givenName: string, birthDate: string): string =>
  linkDigest(`pivot:${plainName(familyName)}|${plainName(givenName)}|${birthDate}`);

/** All the digests under which an attachment can be found now. */
export const digestsOf = ({ familyName, givenName, birthDate, links = [], children, roles }: Attachment) =>
  roles.length === 0
    ? []
    : [
        ...links,
        ...children.map(childDigest),
        ...(birthDate !== undefined && roles.includes("guardian")
          ? [pivotDigest(familyName, givenName, birthDate)]
          : []),
      ];

/** What to keep so that an attachment is found; what it no longer says is not taken back, for readers check. */
export const pointersOf = (accountId: string, attachment: Attachment): readonly Pointer[] =>
  digestsOf(attachment).map((by) => ({
    by,
    accountId,
    schoolId: attachment.schoolId,
    personId: attachment.personId,
  }));
