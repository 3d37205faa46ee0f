import type { SchoolId } from "@preau/contract";
import type { OneRosterConnection } from "@preau/formats/oneroster/connect-service";
import type { ChangeKind, Counts, Import, ImportId, ImportKind } from "./contract.ts";

export const CATEGORIES = ["schools", "pupils", "guardians", "staff", "audiences"] as const;
export type AllCounts = Record<(typeof CATEGORIES)[number], Counts>;

/** Exports that one school makes of itself. */
export const OF_ONE_SCHOOL: ReadonlySet<ImportKind> = new Set(["siecle", "sts", "onde", "oneroster"]);

/** The import of one delivery, as it is kept. */
export interface ImportJob extends Omit<Import, "message"> {
  readonly importId: ImportId;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  /** A OneRoster service to read instead of files; forgotten as soon as the import has ended. */
  readonly service?: OneRosterConnection | undefined;
  /** For a school whose academy no delivery has said yet. */
  readonly academy?: string | undefined;
  readonly autoApprove: boolean;
  readonly maxLeavingPercent: number;
  /** The step to do or to take up again; nothing before the first. */
  readonly step?: "comparing" | "writing" | undefined;
  /** How many schools of this step are done. */
  readonly schoolsDone?: number | undefined;
  /** Whether some school must be looked at before anything is written. */
  readonly waits?: boolean | undefined;
  /** The object that holds what a person decided. */
  readonly decisions?: string | undefined;
  readonly updatedAt: string;
  readonly version: number;
}

/** Where an import stands in one school. */
export interface SchoolProgress {
  readonly counts: AllCounts;
  /** How many objects hold the lines of each kind. */
  readonly pages: Readonly<Record<ChangeKind, number>>;
  /** The same for what decisions added, once compared. */
  readonly decidedPages?: number | undefined;
  readonly waits?: string | undefined;
  readonly written: boolean;
}

/** A school of a delivery, and how many objects hold what is said of it. */
export interface DeliveredSchool {
  readonly schoolId: SchoolId;
  readonly parts: number;
}

/** A running import says where it is every few seconds; silent for longer than the function may run, it is dead. */
const DEAD_AFTER_MS = 15 * 60_000;

/** A delivery is started once; again only when its import stopped by itself. */
export const mayStart = ({ state, updatedAt }: Pick<ImportJob, "state" | "updatedAt">, now: Date): boolean =>
  state === "awaiting-files" ||
  state === "failed" ||
  (state === "running" && now.getTime() - Date.parse(updatedAt) > DEAD_AFTER_MS);

/** A request that arrives twice, or after the end, has nothing to do. */
export const mayRun = ({ state }: Pick<ImportJob, "state">): boolean =>
  state === "queued" || state === "running" || state === "failed";

/** Adds what one school adds to the whole. */
export const addCounts = (whole: AllCounts, part: AllCounts): AllCounts => {
  const sum = noCounts();
  for (const category of CATEGORIES)
    for (const what of Object.keys(sum[category]) as (keyof Counts)[])
      sum[category][what] = whole[category][what] + part[category][what];
  return sum;
};

export const noCounts = (): AllCounts => {
  const none = () => ({ read: 0, created: 0, changed: 0, unchanged: 0, faulty: 0, missing: 0, ambiguous: 0, moved: 0 });
  return { schools: none(), pupils: none(), guardians: none(), staff: none(), audiences: none() };
};

const plural = (count: number, word: string): string => `${count} ${word}${count > 1 ? "s" : ""}`;

const sumOf =
  ({ counts }: ImportJob) =>
  (what: keyof Counts) =>
    Object.values(counts ?? {}).reduce((total, one) => total + one[what], 0);

const differenceOf = (job: ImportJob): string => {
  const sum = sumOf(job);
  const parts = [
    `${plural(sum("created"), "fiche")} à créer`,
    `${sum("changed")} à modifier`,
    `${plural(sum("missing"), "personne")} absente${sum("missing") > 1 ? "s" : ""} de la livraison`,
    `${sum("ambiguous")} à identifier`,
  ];
  return parts.join(", ");
};

const outcomeOf = (job: ImportJob): string => {
  const sum = sumOf(job);
  const [created, changed, missing, moved] = [sum("created"), sum("changed"), sum("missing"), sum("moved")];
  const report = job.errors > 0 ? ` Le compte rendu signale ${plural(job.errors, "point")} à corriger.` : "";
  if (created + changed + missing === 0)
    return `Aucun changement : la livraison est identique à ce qui est déjà enregistré.${report}`;
  const left =
    missing > 0
      ? `, ${plural(missing, "personne")} absente${missing > 1 ? "s" : ""} de la livraison (rien n’est supprimé)`
      : "";
  const kept =
    moved > 0
      ? `, ${plural(moved, "fiche")} modifiée${moved > 1 ? "s" : ""} entre-temps et laissée${moved > 1 ? "s" : ""} en l’état`
      : "";
  return `Import terminé : ${plural(created, "fiche")} créée${created > 1 ? "s" : ""}, ${changed} modifiée${changed > 1 ? "s" : ""}, ${sum("unchanged")} sans changement${left}${kept}.${report}`;
};

const runningMessage = ({ progress }: ImportJob): string => {
  const schools = `${plural(progress?.records ?? 0, "établissement")} traité${(progress?.records ?? 0) > 1 ? "s" : ""}`;
  if (progress?.step === "writing") return `Écriture en cours : ${schools}.`;
  return progress?.step === "comparing"
    ? `Comparaison en cours : ${schools}. Rien n’est encore modifié.`
    : "Vérification des fichiers en cours : rien n’est encore modifié.";
};

/** Where an import stands and what to do, for the person who started it. */
export const messageOf = (job: ImportJob): string => {
  switch (job.state) {
    case "awaiting-files":
      return "Envoyez les fichiers de la livraison, puis lancez l’import.";
    case "queued":
      return "La livraison est complète : l’import commence dans un instant.";
    case "running":
      return runningMessage(job);
    case "awaiting-approval":
      return `Comparaison terminée, rien n’est encore modifié : ${differenceOf(job)}. Relisez les changements, puis approuvez-les ou abandonnez l’import.`;
    case "cancelled":
      return "Import abandonné : rien n’a été modifié.";
    case "done":
      return outcomeOf(job);
    case "refused":
      return "Livraison refusée : rien n’a été modifié. Le compte rendu indique le fichier, la ligne et quoi faire.";
    case "failed":
      return "L’import s’est interrompu et reprendra de lui-même ; ce qui est écrit reste valable. Si rien n’a changé dans une heure, relancez-le.";
  }
};

/** An import that has ended: the credentials it was given are no longer needed. */
export const ended = ({ service: _, ...job }: ImportJob, state: ImportJob["state"], at: string): ImportJob => ({
  ...job,
  state,
  finishedAt: at,
  updatedAt: at,
});

/** An import as the outside sees it. */
export const importView = (job: ImportJob): Import => ({ ...job, message: messageOf(job) });
