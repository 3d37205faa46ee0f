import { problem } from "@preau/contract";

/** A page's continuation as an opaque text: the sort key only, so that it cannot lead out of the caller's partition. */
export const encodeCursor = (lastSortKey: string | undefined): string | undefined =>
  lastSortKey === undefined ? undefined : Buffer.from(lastSortKey, "utf8").toString("base64url");

/** The sort key a cursor carries. A text we did not make is an `invalid-request` naming `query.cursor`. */
export const decodeCursor = (cursor: string | undefined): string | undefined => {
  if (cursor === undefined) return undefined;
  const sortKey = Buffer.from(cursor, "base64url").toString("utf8");
  if (sortKey === "" || encodeCursor(sortKey) !== cursor || !/^[\x20-\x7e]+$/.test(sortKey))
    throw problem("invalid-request", {
      errors: [{ field: "query.cursor", message: "Reprenez le curseur tel que la page précédente l’a donné." }],
    });
  return sortKey;
};
