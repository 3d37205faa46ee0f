import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import type { SchoolId } from "@preau/contract";
import { knownAs, type PersonFacts, partnerAttributes, type Told } from "@preau/formats/partner-attributes";
import { log } from "@preau/runtime";
import { readServiceUrl } from "../service-url.ts";
import type { Failure } from "./answer.ts";
import { type CasDeps, secondsOf } from "./deps.ts";
import { type CasService, findService } from "./find-service.ts";
import { type CasRequest, isSet, parameter } from "./http.ts";
import type { Ticket } from "./store.ts";

/** Who entered the service, and what it may know of them. */
export interface Entered {
  readonly user: string;
  readonly told: readonly Told[];
  readonly ticket: Ticket;
}

const refused = (code: Failure["code"], why: string): Failure => ({ code, why });

/** What the directory says of the person, under the roles that the service is meant for. */
const factsOf = async ({ memberships }: Ticket, deps: CasDeps): Promise<readonly PersonFacts[]> => {
  const schoolYear = schoolYearOf(schoolTimeOf(deps.now()).day);
  const roles = new Map<string, PersonFacts["roles"]>();
  for (const { schoolId, personId, role } of memberships)
    roles.set(`${schoolId} ${personId}`, [...(roles.get(`${schoolId} ${personId}`) ?? []), role]);
  const keys = [...roles.keys()].map((key) => key.split(" ") as [string, string]);
  const found = await deps.people.find(keys.map(([schoolId, personId]) => ({ schoolId, schoolYear, personId })));
  return found.map((person) => {
    const held = roles.get(`${person.schoolId} ${person.personId}`) ?? [];
    return { ...person, roles: held, children: held.includes("guardian") ? person.children : [] };
  });
};

const checked = async (
  request: CasRequest,
  deps: CasDeps,
): Promise<Failure | { readonly ticket: Ticket; readonly service: CasService }> => {
  const value = parameter(request, "ticket");
  const url = readServiceUrl(parameter(request, "service"));
  if (!value || url === undefined)
    return refused("INVALID_REQUEST", "Donnez les paramètres « service » et « ticket ».");
  if (!value.startsWith("ST-")) return refused("INVALID_TICKET_SPEC", "Ce n’est pas un ticket de service.");
  // Whatever the outcome the ticket has served: it is not tried again with another address.
  const ticket = await deps.cas.takeTicket(value);
  if (ticket === undefined || ticket.expiresAt <= secondsOf(deps.now()))
    return refused("INVALID_TICKET", "Ce ticket est inconnu, a expiré ou a déjà servi.");
  if (ticket.service !== url.href) return refused("INVALID_SERVICE", "Ce ticket a été donné pour une autre adresse.");
  if (isSet(request, "renew") && !ticket.fresh)
    return refused("INVALID_TICKET", "Le mot de passe n’a pas été demandé pour ce ticket.");
  if (parameter(request, "pgtUrl") !== undefined)
    return refused("UNAUTHORIZED_SERVICE_PROXY", "Aucun service n’agit ici au nom d’une personne.");
  const service = await findService(url, deps.registry);
  return service === undefined || service.serviceId !== ticket.serviceId
    ? refused("INVALID_SERVICE", "Ce service n’est pas déclaré.")
    : { ticket, service };
};

/** Takes a ticket, once, and says who entered; with `withAttributes`, what the service was granted to know of them. */
export const validateTicket = async (
  request: CasRequest,
  deps: CasDeps,
  withAttributes: boolean,
): Promise<Failure | Entered> => {
  const outcome = await checked(request, deps);
  if ("code" in outcome) {
    log("info", "service-refused", { problem: outcome.code });
    return outcome;
  }
  const { ticket, service } = outcome;
  const { serviceId, name, access, salt, attributes } = service;
  const told = withAttributes
    ? partnerAttributes({ names: access.names, attributes, salt }, await factsOf(ticket, deps))
    : [];
  await deps.accesses.record(ticket.accountId, {
    serviceId,
    name,
    protocol: "cas",
    at: deps.now().toISOString(),
    attributes: told.map(({ attribute }) => attribute),
    schoolIds: [...new Set(ticket.memberships.map(({ schoolId }) => schoolId as SchoolId))],
  });
  log("info", "service-entered", { serviceId, accountId: ticket.accountId });
  return { user: knownAs(salt, ticket.accountId), told, ticket };
};
