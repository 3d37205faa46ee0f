import type { Principal } from "@preau/policy";
import type { AccessStore } from "../access-store.ts";
import type { PeopleStore } from "../people-store.ts";
import type { Registry } from "../store.ts";
import type { CasStore } from "./store.ts";

/** Who has signed in at the issuer. Instants are epoch seconds of the issuer's clock. */
export interface SignedIn {
  readonly principal: Principal;
  readonly signedInAt: number;
  readonly issuedAt: number;
}

export interface CasDeps {
  readonly issuerUrl: string;
  readonly portalUrl?: string | undefined;
  readonly registry: Pick<Registry, "choice" | "leadOf" | "service">;
  readonly people: Pick<PeopleStore, "find">;
  readonly accesses: Pick<AccessStore, "record">;
  readonly cas: CasStore;
  now(): Date;
  /** A secret of `bytes` random bytes, in hexadecimal: the protocol allows little else in a ticket. */
  newSecret(bytes: number): string;
  /** Exchanges a code of the issuer; undefined when the issuer refuses it. */
  exchange(code: string, verifier: string): Promise<SignedIn | undefined>;
  /** Posts a form to a service; its failure is the service's affair. */
  tell(address: string, form: URLSearchParams): Promise<void>;
}

export const secondsOf = (instant: Date): number => Math.floor(instant.getTime() / 1000);
