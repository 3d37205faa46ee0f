import type { AafStructureCode } from "@preau/formats/aaf/person";
import type { Audience } from "../contract.ts";
import type { DeliveredSchool } from "./delivery-index.ts";

/**
 * The classes (or groups) of one school that a person's record names; `tell` hears of each code the school does not have.
 * Those of other schools are not looked at.
 */
export const findAudiences = <Ref extends AafStructureCode>(
  kind: Audience["kind"],
  refs: readonly Ref[],
  [structure, { audiences }]: readonly [string, DeliveredSchool],
  tell: (kind: Audience["kind"], code: string) => void,
): readonly { readonly audience: Audience; readonly ref: Ref }[] =>
  refs.flatMap((ref) => {
    if (ref.structure !== structure) return [];
    const found = audiences.get(`${kind} ${ref.code}`);
    if (found === undefined) {
      tell(kind, ref.code);
      return [];
    }
    const { classCodes: _, ...audience } = found;
    return [{ audience, ref }];
  });

/** What the report says of a class or group that the school does not have. */
export const unknownAudience = (kind: Audience["kind"], code: string): readonly [code: string, message: string] =>
  kind === "class"
    ? [
        "unknown-class",
        `La classe « ${code} » n’existe pas dans cet établissement : ce lien est ignoré. Corrigez-la dans l’application d’origine.`,
      ]
    : [
        "unknown-group",
        `Le groupe « ${code} » n’existe pas dans cet établissement : ce lien est ignoré. Corrigez-le dans l’application d’origine.`,
      ];
