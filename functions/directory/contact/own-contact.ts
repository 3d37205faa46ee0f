/** What a person says of how to reach them, and when; an attribute left out is left to what the academy says. */
export interface OwnContact {
  readonly mail?: string | undefined;
  readonly phone?: string | undefined;
  readonly smsConsent?: boolean | undefined;
  readonly addressSharing?: boolean | undefined;
  readonly statedAt: string;
}

type Patch = { readonly [Name in Exclude<keyof OwnContact, "statedAt">]?: OwnContact[Name] | null };

/** What is said after a merge patch: null takes back what was said, an attribute left out stays. */
export const patched = (said: OwnContact | undefined, patch: Patch, at: Date): OwnContact => {
  const all = { ...said, ...patch, statedAt: at.toISOString() };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null)) as unknown as OwnContact;
};
