import { rolesIn } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type { partnersContract } from "./contract.ts";
import { schoolService } from "./school-service.ts";
import type { Registry } from "./store.ts";

interface Deps {
  readonly registry: Pick<Registry, "choices" | "services">;
}

/** What a member may open in a school; for its head and office, all that it may decide about. */
export const listSchoolServices: Operation<typeof partnersContract.routes.listSchoolServices, Deps> = async (
  { principal, params: { schoolId }, query },
  { registry },
) => {
  const [{ items, cursor }, choices] = await Promise.all([registry.services(query), registry.choices(schoolId)]);
  const chosen = new Map(choices.map((choice) => [choice.serviceId, choice]));
  const viewer = { schoolId, roles: rolesIn(principal, schoolId) };
  return {
    status: 200,
    body: {
      items: items.flatMap((service) => schoolService(service, chosen.get(service.serviceId), viewer) ?? []),
      ...(cursor !== undefined && { cursor }),
    },
  };
};
