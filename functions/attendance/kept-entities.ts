import { number } from "dynamodb-toolbox/schema/number";
import { keptUntil } from "./kept-until.ts";

/** The end of an item that belongs to a school year, set by itself from its key and shown to nobody. */
export const endOfKeeping = () =>
  number()
    .optional()
    .hidden()
    .putLink((kept) => keptUntil((kept as unknown as { readonly schoolYear: number }).schoolYear));
