import { problem } from "@preau/contract";
import type { ServiceDeclaration } from "./contract.ts";
import { partsOf } from "./service-url.ts";
import type { Registry } from "./store.ts";

const wrong = (field: string, message: string) =>
  problem("invalid-request", { errors: [{ field: `body.${field}`, message }] });

/** Refuses what only one machine may use: a service on a loopback address. */
export const refuseLoopback = (address: string, field: string, acceptsLoopback: boolean): void => {
  if (!acceptsLoopback && new URL(address).protocol === "http:") throw wrong(field, "Donnez une adresse https.");
};

/** Refuses a declaration that could not serve: no address at all, keys missing, addresses on several hosts. */
export const checkDeclaration = ({ access, link }: ServiceDeclaration, acceptsLoopback: boolean): void => {
  refuseLoopback(link, "link", acceptsLoopback);
  if (access.protocol === "cas") {
    for (const address of access.addresses) refuseLoopback(address, "access.addresses", acceptsLoopback);
    if (access.addresses.length === 0 && !access.addressBySchool)
      throw wrong("access.addresses", "Donnez au moins une adresse, ou demandez la sienne à chaque établissement.");
  }
  if (access.protocol !== "oidc") return;
  for (const address of [...access.redirectUris, ...access.signOutUris])
    refuseLoopback(address, "access.redirectUris", acceptsLoopback);
  if (new Set(access.redirectUris.map((uri) => new URL(uri).host)).size > 1)
    throw wrong("access.redirectUris", "Donnez des adresses d’un seul et même hôte ; déclarez un service par hôte.");
  if (access.authentication === "private_key_jwt" && access.keys.length === 0)
    throw wrong("access.keys", "Donnez la clé publique avec laquelle le service signe ses demandes.");
  if (access.keys.some((key) => "d" in key))
    throw wrong("access.keys", "Cette clé est privée : elle ne doit pas sortir du service. Donnez la clé publique.");
};

/** Refuses addresses that another service of the registry answers at. */
export const refuseTaken = async (
  registry: Pick<Registry, "leadsAt">,
  serviceId: string,
  addresses: readonly string[],
): Promise<void> => {
  for (const { origin, path } of addresses.map(partsOf))
    if ((await registry.leadsAt(origin)).some((lead) => lead.serviceId !== serviceId && lead.path === path))
      throw problem("address-taken");
};

/** Refuses a school an address on a host where another service, or the same one for everybody, already answers. */
export const refuseForeignHost = async (
  registry: Pick<Registry, "leadsAt">,
  serviceId: string,
  address: string,
): Promise<void> => {
  const leads = await registry.leadsAt(partsOf(address).origin);
  if (leads.some((lead) => lead.serviceId !== serviceId || lead.schoolId === "")) throw problem("address-taken");
};
