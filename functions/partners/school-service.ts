import type { Role, SchoolId } from "@preau/contract";
import type { SchoolService } from "./contract.ts";
import { existsFor, inUse, type KeptChoice, type KeptService, needsAddress } from "./service.ts";

/** Those who decide for a school. */
const DECIDERS: readonly Role[] = ["head", "office"];

/** A service as somebody with these roles finds it in a school; nothing when it is not for them to see. */
export const schoolService = (
  service: KeptService,
  choice: KeptChoice | undefined,
  { schoolId, roles }: { readonly schoolId: SchoolId; readonly roles: readonly Role[] },
): SchoolService | undefined => {
  const decides = roles.some((role) => DECIDERS.includes(role));
  const used = inUse(service, schoolId, choice);
  const meant = roles.some((role) => (service.roles as readonly Role[]).includes(role));
  if (service.state === "disabled" || !existsFor(service, schoolId) || (!decides && !(used && meant))) return undefined;
  const { serviceId, name, category, description, logo, attributes, legalBasis, contact, offered } = service;
  const inWork = service.state === "maintenance" ? "maintenance" : "open";
  return {
    serviceId,
    schoolId,
    name,
    category,
    description,
    link: choice?.address ?? service.link,
    ...(logo !== undefined && { logo }),
    state: used ? inWork : "closed",
    ...(decides && {
      decision: {
        version: choice?.version ?? 0,
        choice: choice?.choice ?? "default",
        offered,
        addressBySchool: needsAddress(service),
        ...(choice?.address !== undefined && { address: choice.address }),
        attributes,
        roles: service.roles,
        legalBasis,
        contact,
      },
    }),
  };
};
