import { type Change, type Outgoing, outgoing } from "@preau/runtime/publish";
import { serviceChangedV1 } from "../../events/service-changed.v1.ts";
import { serviceChoiceChangedV1 } from "../../events/service-choice-changed.v1.ts";
import type { Registry } from "./store.ts";

/** What the rest of the cell hears of the registry: declarations (without what names people by) and schools' choices. */
export const serviceEvents =
  ({ readService, readChoice }: Pick<Registry, "readService" | "readChoice">) =>
  (changes: readonly Change[]): readonly Outgoing[] =>
    changes.flatMap(({ entity, after }): readonly Outgoing[] => {
      if (after === undefined) return [];
      if (entity === "choice")
        return [outgoing(serviceChoiceChangedV1, serviceChoiceChangedV1.schema.parse(readChoice(after)))];
      if (entity !== "service") return [];
      const { secretDigest, ...service } = readService(after);
      const { access } = service;
      return [
        outgoing(
          serviceChangedV1,
          serviceChangedV1.schema.parse({
            ...service,
            protocol: access.protocol,
            ...(access.protocol === "oidc" && {
              client: { ...access, ...(secretDigest !== undefined && { secretDigest }) },
            }),
          }),
        ),
      ];
    });
