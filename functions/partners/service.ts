import type { Membership, Principal } from "@preau/policy";
import type { Choice, Service, ServiceDeclaration } from "./contract.ts";

/** A service as it is kept. `salt` makes the name under which each person is known to it, and to no other. */
export interface KeptService extends Omit<Service, "hasSecret"> {
  readonly salt: string;
  readonly secretDigest?: string | undefined;
}

/** What a school decided about a service; version 0 when it never did. */
export interface KeptChoice {
  readonly schoolId: string;
  readonly serviceId: string;
  readonly version: number;
  readonly choice: Choice;
  readonly address?: string | undefined;
}

type Offer = Pick<ServiceDeclaration, "offered" | "access" | "reservedFor">;

/** Whether the service exists for a school at all. */
export const existsFor = ({ reservedFor }: Pick<Offer, "reservedFor">, schoolId: string): boolean =>
  reservedFor === undefined || (reservedFor as readonly string[]).includes(schoolId);

/** Whether the service needs an address of each school. */
export const needsAddress = ({ access }: Pick<ServiceDeclaration, "access">): boolean =>
  access.protocol === "cas" && access.addressBySchool;

/** Whether the service is in use in a school: what the school decided, else what the territory offers. */
export const inUse = (
  service: Offer,
  schoolId: string,
  choice: Pick<KeptChoice, "choice" | "address"> | undefined,
): boolean => {
  if (!existsFor(service, schoolId)) return false;
  const decided = choice?.choice ?? "default";
  if (decided === "masked" || (decided === "default" && service.offered === "on-request")) return false;
  return !needsAddress(service) || choice?.address !== undefined;
};

/** Whom the service may know the caller as: in schools that use it, under roles it is meant for. */
export const entitled = (
  { memberships }: Pick<Principal, "memberships">,
  { roles }: Pick<ServiceDeclaration, "roles">,
  usesIt: (schoolId: string) => boolean,
): readonly Membership[] =>
  memberships.filter(({ schoolId, role }) => (roles as readonly string[]).includes(role) && usesIt(schoolId));
