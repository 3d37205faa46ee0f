import type { AudienceId, PersonId, SchoolId } from "@preau/contract";

/** Who was erased, and where what others hold of them is to be found. Ids only: the name is gone. */
export interface Erasure {
  readonly schoolId: SchoolId;
  readonly schoolYear: number;
  readonly personId: PersonId;
  /** Orders this among what is said of the person: somebody who came back since is left alone. */
  readonly version: number;
  readonly erasedAt: string;
  readonly audienceIds: readonly AudienceId[];
  /** The adults of a pupil and the pupils of an adult. */
  readonly relatedIds: readonly PersonId[];
}
