import type { PartnerAttribute } from "@preau/formats/partner-attributes";

/** What the registry of partner services says of an OpenID client. */
export interface ClientTerms {
  readonly state: "active" | "maintenance" | "disabled";
  /** Who may use it. */
  readonly roles: readonly string[];
  /** What it may be told. */
  readonly attributes: readonly PartnerAttribute[];
  readonly offered: "everywhere" | "on-request";
  /** The only schools it exists for; absent: all. */
  readonly reservedFor?: readonly string[];
}

export interface Registration {
  readonly redirectUris: readonly string[];
  readonly signOutUris: readonly string[];
  readonly authentication: "private_key_jwt" | "client_secret_basic";
  readonly keys: readonly Readonly<Record<string, string>>[];
  /** SHA-256 of the secret, base64url. */
  readonly secretDigest?: string | undefined;
}

/** A partner as the issuer knows it. `salt` makes the name under which each person is known to it, and to no other. */
export interface RegisteredClient {
  readonly clientId: string;
  readonly name: string;
  readonly terms: ClientTerms;
  readonly registration: Registration;
  readonly salt: string;
}

export type SchoolChoice = "default" | "activated" | "masked";

/** Whether a school uses the service: what it decided, else what the territory offers. */
export const usedBySchool = (
  { offered, reservedFor }: ClientTerms,
  schoolId: string,
  choice: SchoolChoice = "default",
): boolean =>
  (reservedFor?.includes(schoolId) ?? true) &&
  (choice === "default" ? offered === "everywhere" : choice === "activated");
