import type { Objects } from "@preau/runtime/objects";
import { COMPARED_YEARS } from "../kept-until.ts";
import type { PupilKey } from "../pupil-day/day-store.ts";
import { proofKey } from "../statements/proof.ts";
import type { PupilFileStore } from "./pupil-file-store.ts";

interface Deps {
  readonly files: PupilFileStore;
  readonly objects: Pick<Objects, "remove">;
}

/** Erases the file of a pupil who is erased from the directory, in every year of the school, with the proofs of their family. */
export const eraseFile = async ({ schoolYear, ...pupil }: PupilKey, { files, objects }: Deps): Promise<void> => {
  for (let year = schoolYear; year > schoolYear - COMPARED_YEARS; year -= 1) {
    const key = { ...pupil, schoolYear: year };
    for (const statementId of await files.proofsOf(key)) await objects.remove(proofKey({ ...key, statementId }));
    await files.eraseFile(key);
  }
};
