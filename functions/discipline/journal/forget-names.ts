import type { Change } from "@preau/runtime/follow";
import type { KeptIncident } from "../incidents/incident.ts";
import { type KeptMeasure, measureOf } from "../measures/measure.ts";
import type { JournalStore } from "./journal-store.ts";
import { lineOfIncident, lineOfMeasure, nameless } from "./line.ts";

interface Deps {
  readonly journal: Pick<JournalStore, "rewrite">;
}

/** Above every version a measure or an incident ever had: what was erased stays so. */
const FOR_EVER = Number.MAX_SAFE_INTEGER;

/**
 * What the law, the head or a departure erased leaves a line without a name: the school still counts that it happened. The store
 * deletes by itself what is due; this follows each deletion.
 */
export const forgetNames = async (changes: readonly Change[], { journal }: Deps): Promise<void> => {
  for (const { entity, before, after } of changes) {
    if (before === undefined || after !== undefined) continue;
    if (entity === "measure") {
      const kept = before.kept as KeptMeasure;
      const { schoolId, schoolYear, measureId: id } = kept.head;
      const { day } = measureOf(kept);
      await journal.rewrite({ schoolId, schoolYear }, "MEASURE", {
        day,
        id,
        version: FOR_EVER,
        line: nameless(lineOfMeasure(kept)),
      });
    }
    if (entity === "incident") {
      const kept = before.kept as KeptIncident;
      const { schoolId, schoolYear, incidentId: id, day } = kept.head;
      const line = { ...lineOfIncident(kept), protagonists: [] };
      await journal.rewrite({ schoolId, schoolYear }, "INCIDENT", { day, id, version: FOR_EVER, line });
    }
  }
};
