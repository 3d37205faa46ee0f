import type { SchoolId } from "@preau/contract";
import type { Export, ExportId } from "../exports-contract.ts";

/** Whose file it is: a school's, or the territory's (all schools enrolled for the GAR). */
export type Owner = SchoolId | "territory";

/** A file asked for, as it is kept: who asked for what, and when, stays known for a year. */
export interface ExportJob extends Omit<Export, "message" | "schoolId"> {
  readonly exportId: ExportId;
  readonly owner: Owner;
  readonly contacts: boolean;
  readonly degree?: "1D" | "2D" | undefined;
  readonly version: number;
}

const plural = (count: number, word: string): string => `${count} ${word}${count > 1 ? "s" : ""}`;

const outcomeOf = ({ kind, counts, files, expiresAt }: ExportJob, now: Date): string => {
  if (counts === undefined || files.length === 0)
    return kind === "eleve-groupe"
      ? "Aucun fichier : aucun élève n’est dans un groupe, ou aucun ne peut être désigné à SIECLE. Consultez la liste."
      : "Aucun fichier : il n’y a personne à y mettre.";
  if (expiresAt !== undefined && now.toISOString() >= expiresAt)
    return "Le fichier a été effacé, comme prévu trente jours après : demandez un nouvel export.";
  const leftOut =
    counts.leftOut > 0
      ? ` ${plural(counts.leftOut, "élève")} n’y ${counts.leftOut > 1 ? "figurent" : "figure"} pas : consultez la liste avant d’envoyer le fichier.`
      : "";
  return `L’export est prêt : ${plural(counts.pupils, "élève")}, ${plural(counts.adults, "adulte")}.${leftOut}`;
};

/** Where a file stands and what to do, for the person who asked. */
export const messageOf = (job: ExportJob, now: Date): string => {
  switch (job.state) {
    case "queued":
      return "L’export est demandé : il sera prêt dans un instant.";
    case "failed":
      return "L’export s’est interrompu et reprendra de lui-même. Si rien n’a changé dans une heure, demandez-le de nouveau.";
    case "done":
      return outcomeOf(job, now);
  }
};

/** A file as the outside sees it. */
export const exportView = ({ owner, contacts: _, degree: __, version: ___, ...job }: ExportJob, now: Date): Export => ({
  ...job,
  ...(owner !== "territory" && { schoolId: owner }),
  message: messageOf({ ...job, owner, contacts: false, version: 0 }, now),
});
