import type { Payload } from "@preau/contract";
import type { contactsChangedV1 } from "../../../events/contacts-changed.v1.ts";
import { mobileOf } from "./mobile-number.ts";

type ContactsChanged = Payload<typeof contactsChangedV1>;

/** What the school's records say of an adult. */
export type SchoolRecord = Omit<ContactsChanged["records"][number], "personId" | "version">;
/** What an adult says of themselves; an attribute left out is left to the school. */
export type OwnWords = Omit<ContactsChanged["ownWords"][number], "personId" | "version">;

/** Where a letter goes. */
export type PostalAddress = NonNullable<SchoolRecord["address"]>;

/** How to reach an adult in one school. */
export interface Contact {
  readonly title?: string | undefined;
  readonly familyName?: string | undefined;
  readonly givenName?: string | undefined;
  readonly schoolName?: string | undefined;
  readonly mail?: string | undefined;
  /** In E.164 (`+33699000001`): SMS go nowhere else. */
  readonly mobile?: string | undefined;
  /** Without it no SMS leaves, whatever number is known (SIECLE: ACCEPTE_SMS). */
  readonly smsConsent: boolean;
  readonly address?: PostalAddress | undefined;
}

/** What they said themselves where they said something, what the school knows otherwise. Who said nothing of SMS did not agree to them. */
export const contactOf = (record: SchoolRecord | undefined, own: OwnWords | undefined): Contact => {
  const { title, familyName, givenName, schoolName, address } = record ?? {};
  return {
    title,
    familyName,
    givenName,
    schoolName,
    address,
    mail: own?.mail ?? record?.mail,
    mobile: mobileOf([...(own?.phone === undefined ? [] : [own.phone]), ...(record?.phones ?? [])]),
    smsConsent: own?.smsConsent ?? record?.smsConsent ?? false,
  };
};
