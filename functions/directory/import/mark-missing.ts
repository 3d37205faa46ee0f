import type { PersonId, SchoolId } from "@preau/contract";
import type { AllCounts } from "../import-job.ts";
import type { Person } from "../person.ts";
import type { DirectoryStore, Kept } from "../store.ts";
import type { Report } from "./report.ts";

interface SchoolDelivery {
  readonly schoolId: SchoolId;
  readonly schoolYear: number;
  readonly version: number;
  /** Everybody ever known in the school. */
  readonly census: readonly PersonId[];
  readonly present: ReadonlySet<PersonId>;
}

const categoryOf = ({ pupil, guardian }: Person): keyof AllCounts =>
  pupil !== undefined ? "pupils" : guardian !== undefined ? "guardians" : "staff";

/**
 * Marks and reports those whom a full delivery lacks for the first time. Nothing is deleted and nobody is shut out: an export with a
 * hole in it is commoner than a departure that nobody announced.
 */
export const markMissing = async (
  { schoolId, schoolYear, version, census, present }: SchoolDelivery,
  {
    store,
    report,
    counts,
  }: { store: Pick<DirectoryStore, "findPeople" | "markMissing">; report: Report; counts: AllCounts },
): Promise<void> => {
  const since = new Date(version).toISOString();
  const absent = census.filter((id) => !present.has(id));
  const people = await store.findPeople(absent.map((id) => ({ schoolId, schoolYear, id })));
  const isNew = (one: Kept<"person">) =>
    one.missingSince === since || (one.missingSince === undefined && one.version < version);
  for (const { id, content, missingSince } of people.filter(isNew)) {
    if (missingSince === undefined)
      await store.markMissing({ schoolId, schoolYear, id: id as PersonId }, version, since);
    counts[categoryOf(content)].missing += 1;
    await report.add({
      severity: "warning",
      code: "missing",
      message: `Cette personne ne figure plus dans la livraison de l’établissement ${schoolId} : sa fiche est conservée, rien n’est supprimé.`,
      subject: content.joinId,
    });
  }
};
