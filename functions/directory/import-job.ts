import type { Counts, Import, ImportId } from "./contract.ts";

export const CATEGORIES = ["schools", "pupils", "guardians", "staff", "audiences"] as const;
export type AllCounts = Record<(typeof CATEGORIES)[number], Counts>;

/** The import of one delivery, as it is kept. */
export interface ImportJob extends Omit<Import, "message"> {
  readonly importId: ImportId;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly updatedAt: string;
  readonly version: number;
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

export const noCounts = (): AllCounts => {
  const none = () => ({ read: 0, created: 0, changed: 0, unchanged: 0, faulty: 0, missing: 0 });
  return { schools: none(), pupils: none(), guardians: none(), staff: none(), audiences: none() };
};

const plural = (count: number, word: string): string => `${count} ${word}${count > 1 ? "s" : ""}`;

const outcomeOf = ({ counts, errors }: ImportJob): string => {
  const sum = (what: keyof Counts) => Object.values(counts ?? {}).reduce((total, one) => total + one[what], 0);
  const [created, changed, missing] = [sum("created"), sum("changed"), sum("missing")];
  const report = errors > 0 ? ` Le compte rendu signale ${plural(errors, "point")} à corriger.` : "";
  if (created + changed + missing === 0)
    return `Aucun changement : la livraison est identique à ce qui est déjà enregistré.${report}`;
  const left =
    missing > 0
      ? `, ${plural(missing, "personne")} absente${missing > 1 ? "s" : ""} de la livraison (rien n’est supprimé)`
      : "";
  return `Import terminé : ${plural(created, "fiche")} créée${created > 1 ? "s" : ""}, ${changed} modifiée${changed > 1 ? "s" : ""}, ${sum("unchanged")} sans changement${left}.${report}`;
};

/** Where an import stands and what to do, for the person who started it. */
export const messageOf = (job: ImportJob): string => {
  switch (job.state) {
    case "awaiting-files":
      return "Envoyez les fichiers de la livraison, puis lancez l’import.";
    case "queued":
      return "La livraison est complète : l’import commence dans un instant.";
    case "running":
      return job.progress?.step === "writing"
        ? `Écriture en cours : ${plural(job.progress.records, "fiche")} traitée${job.progress.records > 1 ? "s" : ""}.`
        : "Vérification des fichiers en cours : rien n’est encore modifié.";
    case "done":
      return outcomeOf(job);
    case "refused":
      return "Livraison refusée : rien n’a été modifié. Le compte rendu indique le fichier, la ligne et quoi faire.";
    case "failed":
      return "L’import s’est interrompu et reprendra de lui-même ; ce qui est écrit reste valable. Si rien n’a changé dans une heure, relancez-le.";
  }
};

/** An import as the outside sees it. */
export const importView = (job: ImportJob): Import => ({ ...job, message: messageOf(job) });
