import type { AudienceStatement, LinkKey, SchoolStatement } from "@preau/formats/statement";
import type { Labels, PersonKind, StatedPerson } from "./say.ts";

/** What a delivery says of one school. */
export interface SchoolDelivery {
  readonly labels: Labels;
  readonly school: SchoolStatement | undefined;
  readonly audiences: readonly AudienceStatement[];
  /** One statement a person. */
  readonly people: readonly StatedPerson[];
}

export type PersonOf<Kind extends PersonKind> = Extract<StatedPerson, { kind: Kind }>;

/** The first key stands for the statement: no two have the same. */
export const keyOf = ({ keys: [key] }: StatedPerson): LinkKey => {
  if (key === undefined) throw new Error("a statement names nobody");
  return key;
};

export const ofKind = <Kind extends PersonKind>(
  people: readonly StatedPerson[],
  kind: Kind,
): readonly PersonOf<Kind>[] => people.filter((one): one is PersonOf<Kind> => one.kind === kind);
