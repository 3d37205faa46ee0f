import * as z from "zod";

/** A list on the wire: `{ items, cursor? }`; no cursor means that the list is complete. */
export const page = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), cursor: z.string().optional() });

/** The query of a paged list: at most 100 items, 25 unless told otherwise. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(500).optional(),
};
