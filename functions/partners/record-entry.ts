import type { Payload } from "@preau/contract";
import type { serviceEnteredV1 } from "../../events/service-entered.v1.ts";
import type { AccessStore } from "./access-store.ts";
import type { Attribute, ServiceId } from "./contract.ts";

interface Deps {
  readonly accesses: Pick<AccessStore, "record">;
}

/** Records for the person what a partner was told of them by OpenID. Hearing twice writes the same item. */
export const recordEntry = async (
  { accountId, serviceId, attributes, ...entry }: Payload<typeof serviceEnteredV1>,
  { accesses }: Deps,
): Promise<void> =>
  accesses.record(accountId, {
    ...entry,
    serviceId: serviceId as ServiceId,
    protocol: "oidc",
    attributes: attributes as Attribute[],
  });
