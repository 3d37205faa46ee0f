import type { AudienceId, Day, SchoolId } from "@preau/contract";
import type { DisciplineFigures } from "../figures-contract.ts";
import type { KeptLine } from "../journal/journal-store.ts";
import type { IncidentLine, MeasureLine } from "../journal/line.ts";
import { DECIDED_STATES } from "../measures-contract.ts";

interface Journal {
  readonly measures: readonly KeptLine<MeasureLine>[];
  readonly incidents: readonly KeptLine<IncidentLine>[];
}

interface Period {
  readonly schoolId: SchoolId;
  readonly from: Day;
  readonly to: Day;
}

/** Punishments that stand. */
export const isPunishment = ({ line }: KeptLine<MeasureLine>): boolean =>
  line.category === "punishment" && line.state !== "cancelled";

/** Sanctions that were pronounced and not annulled: neither wishes nor procedures. */
export const isSanction = ({ line }: KeptLine<MeasureLine>): boolean =>
  line.category === "sanction" && DECIDED_STATES.has(line.state);

const countedBy = <T>(all: readonly T[], labelOf: (one: T) => string) =>
  [...Map.groupBy(all, labelOf)]
    .map(([label, some]) => ({ label, count: some.length }))
    .toSorted((one, other) => other.count - one.count || (one.label < other.label ? -1 : 1));

const byClass = (punishments: Journal["measures"], sanctions: Journal["measures"], incidents: Journal["incidents"]) => {
  const rows = [
    ...punishments.map(({ line }) => ({ ...line, column: "punishments" as const })),
    ...sanctions.map(({ line }) => ({ ...line, column: "sanctions" as const })),
    ...incidents.flatMap(({ line }) => line.classes.map((one) => ({ ...one, column: "incidents" as const }))),
  ];
  return [...Map.groupBy(rows, ({ classId }) => classId)]
    .map(([classId, some]) => ({
      classId: classId as AudienceId,
      className: some[0]?.className ?? "",
      incidents: some.filter(({ column }) => column === "incidents").length,
      punishments: some.filter(({ column }) => column === "punishments").length,
      sanctions: some.filter(({ column }) => column === "sanctions").length,
    }))
    .toSorted((one, other) => one.className.localeCompare(other.className, "fr", { numeric: true }));
};

const byMonth = (punishments: Journal["measures"], sanctions: Journal["measures"], incidents: Journal["incidents"]) => {
  const monthOf = ({ day }: { readonly day: string }) => day.slice(0, 7);
  const months = new Set([...punishments, ...sanctions, ...incidents].map(monthOf));
  const within = (lines: readonly { readonly day: string }[], month: string) =>
    lines.filter((line) => monthOf(line) === month).length;
  return [...months].toSorted().map((month) => ({
    month,
    incidents: within(incidents, month),
    punishments: within(punishments, month),
    sanctions: within(sanctions, month),
  }));
};

/**
 * The figures of a period. An incident with pupils of two classes counts once in the total and once for each class. What was erased from
 * a file is still counted: its line has no name.
 */
export const countJournal = ({ measures, incidents }: Journal, period: Period): DisciplineFigures => {
  const punishments = measures.filter(isPunishment);
  const sanctions = measures.filter(isSanction);
  return {
    ...period,
    incidents: {
      total: incidents.length,
      toProcess: incidents.filter(({ line }) => line.state === "to-process").length,
      byType: countedBy(incidents, ({ line }) => line.type),
      byGravity: countedBy(incidents, ({ line }) => line.gravity.label),
      byPlace: countedBy(incidents, ({ line }) => line.place),
    },
    punishments: {
      total: punishments.length,
      notDone: punishments.filter(({ line }) => line.state === "not-done").length,
      byLabel: countedBy(punishments, ({ line }) => line.label),
    },
    sanctions: { total: sanctions.length, byLabel: countedBy(sanctions, ({ line }) => line.label) },
    byClass: byClass(punishments, sanctions, incidents),
    byMonth: byMonth(punishments, sanctions, incidents),
  };
};
