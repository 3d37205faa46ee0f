import type { Source } from "./sources.ts";

/** What a federation says of somebody, in the words of the directory. */
export interface FederatedIdentity {
  readonly source: Source;
  /** What the federation always calls the person; absent when it gives another name each time. */
  readonly subject?: string;
  readonly familyName: string;
  readonly givenName: string;
  /** ISO date. */
  readonly birthDate?: string;
  /** Digests of what it calls the person themselves, strongest first: each group is tried when the one before led nowhere. */
  readonly links: readonly (readonly string[])[];
  /** Pupils the person answers for, each by digest, with the adult's names as said beside that pupil. */
  readonly children: readonly { readonly pupil: string; readonly familyName: string; readonly givenName: string }[];
  /** Where the federation wants the person to be led when they sign out. */
  readonly returnUrl?: string;
}
