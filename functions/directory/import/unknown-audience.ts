import type { Audience } from "../contract.ts";

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
