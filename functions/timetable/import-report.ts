import type { TimetableIssue, TimetableReport } from "./contract.ts";
import type { NamedView } from "./import-store.ts";
import type { Placed } from "./place-courses.ts";
import type { ImportPlan } from "./plan-import.ts";

/** What an import did, before it is put into words. */
export interface Imported {
  readonly read: number;
  readonly placed: readonly Placed[];
  readonly views: readonly NamedView[];
  readonly plan: ImportPlan;
  readonly issues: readonly TimetableIssue[];
}

const ISSUES_SHOWN = 100;

const messageOf = ({ plan: { created, changed, removed }, placed, issues }: Imported): string => {
  const outcome =
    created.length + changed.length + removed.length === 0
      ? "Aucun changement : l’emploi du temps était déjà celui du fichier."
      : `Emploi du temps importé : ${placed.length} cours.`;
  return issues.length === 0 ? outcome : `${outcome} À vérifier : ${issues.length}.`;
};

/** The report of an import, its first issues in the order of the file. */
export const reportOf = (imported: Imported): TimetableReport => {
  const { read, placed, views, plan, issues } = imported;
  const count = (kind: NamedView["kind"]) => views.filter((view) => view.kind === kind).length;
  return {
    message: messageOf(imported),
    slots: { read, imported: placed.length, faulty: read - placed.length },
    audiences: count("audience"),
    teachers: count("teacher"),
    rooms: count("room"),
    created: plan.created.length,
    changed: plan.changed.length,
    unchanged: plan.unchanged,
    removed: plan.removed.length,
    issues: { total: issues.length, first: issues.toSorted((a, b) => a.line - b.line).slice(0, ISSUES_SHOWN) },
  };
};
