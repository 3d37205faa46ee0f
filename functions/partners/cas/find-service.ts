import type { Membership, Principal } from "@preau/policy";
import type { ServiceDeclaration } from "../contract.ts";
import { entitled, inUse, type KeptService } from "../service.ts";
import type { Registry } from "../store.ts";

type Cas = Extract<ServiceDeclaration["access"], { protocol: "cas" }>;

/** A registered CAS service, and the schools its address stands for (none named: all). */
export interface CasService extends KeptService {
  readonly access: Cas;
  readonly schoolIds: readonly string[];
}

/** The CAS service at an address; one out of use is as if it were not declared. */
export const findService = async (
  url: URL | undefined,
  registry: Pick<Registry, "leadOf" | "service">,
): Promise<CasService | undefined> => {
  const lead = url && (await registry.leadOf(url));
  const service = lead && (await registry.service(lead.serviceId));
  if (service?.access.protocol !== "cas" || service.state === "disabled") return undefined;
  return { ...service, access: service.access, schoolIds: lead?.schoolIds ?? [] };
};

/** Whom the service may know the person as: only in schools that use it and that this address stands for. */
export const admitted = async (
  service: CasService,
  principal: Principal,
  registry: Pick<Registry, "choice">,
): Promise<readonly Membership[]> => {
  const schools = [...new Set(principal.memberships.map(({ schoolId }) => schoolId as string))].filter(
    (schoolId) => schoolId !== "territory" && (service.schoolIds.length === 0 || service.schoolIds.includes(schoolId)),
  );
  const choices = await Promise.all(schools.map((schoolId) => registry.choice(schoolId, service.serviceId)));
  const using = new Set(schools.filter((schoolId, position) => inUse(service, schoolId, choices[position])));
  return entitled(principal, service, (schoolId) => using.has(schoolId));
};
