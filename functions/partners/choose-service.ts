import { problem } from "@preau/contract";
import { rolesIn } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import { refuseForeignHost, refuseLoopback } from "./address-rules.ts";
import type { partnersContract } from "./contract.ts";
import { schoolService } from "./school-service.ts";
import { existsFor, type KeptChoice, needsAddress } from "./service.ts";
import type { Registry } from "./store.ts";

interface Deps {
  readonly registry: Pick<Registry, "choice" | "keepChoice" | "leadsAt" | "service">;
  readonly acceptsLoopback: boolean;
  now(): Date;
}

const wrongAddress = (message: string) => problem("invalid-request", { errors: [{ field: "body.address", message }] });

/** A school activates or masks a service, and says where its own lies when each school has one. */
export const chooseService: Operation<typeof partnersContract.routes.chooseService, Deps> = async (
  { principal, params: { schoolId, serviceId }, body, remember },
  { registry, acceptsLoopback, now },
) => {
  const [service, before] = await Promise.all([registry.service(serviceId), registry.choice(schoolId, serviceId)]);
  if (service === undefined || service.state === "disabled" || !existsFor(service, schoolId))
    throw problem("not-found");
  const viewer = { schoolId, roles: rolesIn(principal, schoolId) };
  if ((before?.version ?? 0) !== body.version)
    throw problem("version-conflict", { current: schoolService(service, before, viewer) });
  const { choice, address } = body;
  if (address !== undefined && !needsAddress(service))
    throw wrongAddress("Ce service a la même adresse pour tous : ne donnez pas la vôtre.");
  if (address === undefined && choice === "activated" && needsAddress(service))
    throw wrongAddress("Donnez l’adresse de ce service pour votre établissement.");
  if (address !== undefined) {
    refuseLoopback(address, "address", acceptsLoopback);
    await refuseForeignHost(registry, serviceId, address);
  }
  const next: KeptChoice = { schoolId, serviceId, version: body.version + 1, choice, address };
  const seen = schoolService(service, next, viewer);
  if (seen === undefined) throw problem("not-found");
  const reply = { status: 200, body: seen } as const;
  await registry.keepChoice(
    next,
    before,
    { changedBy: principal.accountId, changedAt: now().toISOString() },
    remember(reply),
  );
  return reply;
};
