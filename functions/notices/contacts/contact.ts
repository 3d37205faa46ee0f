/** Where a letter goes. */
export interface PostalAddress {
  readonly lines: readonly string[];
  readonly postalCode?: string | undefined;
  readonly city?: string | undefined;
  readonly country?: string | undefined;
}

/** How to reach an adult in one school: what they said themselves where they said something, what the school knows otherwise. */
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

/** What the school's records say of an adult. */
export interface SchoolSays extends Omit<Contact, "mobile" | "smsConsent"> {
  readonly phones: readonly string[];
  readonly smsConsent?: boolean | undefined;
}

/** What an adult says of themselves; an attribute left out is left to the school. */
export interface OwnWords {
  readonly mail?: string | undefined;
  readonly phone?: string | undefined;
  readonly smsConsent?: boolean | undefined;
}
