import { type Change, type Outgoing, outgoing } from "@preau/runtime/publish";
import { exportRequestedV1 } from "../../../events/export-requested.v1.ts";

/** A file asked for is written outside the request. */
export const exportEvent = ({ entity, before, after }: Change): readonly Outgoing[] =>
  entity === "export" && after?.state === "queued" && before === undefined
    ? [
        outgoing(exportRequestedV1, {
          owner: String(after.owner),
          schoolYear: Number(after.schoolYear),
          exportId: String(after.exportId),
        }),
      ]
    : [];
