import type { FieldError } from "@preau/contract";
import type { Incident } from "../incidents-contract.ts";
import type { Settings } from "../school/settings.ts";

interface Chosen {
  readonly typeId?: string | undefined;
  readonly placeId?: string | undefined;
  readonly gravity?: number | undefined;
}

interface Worded {
  readonly type?: string;
  readonly place?: string;
  readonly gravity?: Incident["gravity"];
}

/** What the school calls what was chosen from its lists; what is in none of them is a fault with its field. */
export const wordsOf = (
  { typeId, placeId, gravity }: Chosen,
  settings: Pick<Settings, "incidentTypes" | "places" | "gravities">,
): { readonly words: Worded; readonly errors: readonly FieldError[] } => {
  const type = settings.incidentTypes.find(({ id }) => id === typeId)?.label;
  const place = settings.places.find(({ id }) => id === placeId)?.label;
  const label = gravity === undefined ? undefined : settings.gravities[gravity - 1];
  const unlisted = (field: string, asked: unknown, found: unknown): readonly FieldError[] =>
    asked === undefined || found !== undefined
      ? []
      : [{ field: `body.${field}`, message: "Choisissez dans la liste de l’établissement." }];
  return {
    words: {
      ...(type !== undefined && { type }),
      ...(place !== undefined && { place }),
      ...(gravity !== undefined && label !== undefined && { gravity: { level: gravity, label } }),
    },
    errors: [
      ...unlisted("typeId", typeId, type),
      ...unlisted("placeId", placeId, place),
      ...unlisted("gravity", gravity, label),
    ],
  };
};
