import { CELL_MAP_ALGORITHM, CELL_MAP_TYPE, CellMap } from "@preau/sdk";
import { CompactSign, type CryptoKey } from "jose";

/** A cell is at most 100,000 users; at some 1,100 a school (pupils, one parent and a half each, staff) that is ninety schools. */
const MOST_SCHOOLS = 90;

/**
 * Signs the map of the cells with the private key (ES256) that never leaves the hands of who publishes it. Throws, naming what is wrong, on a
 * map that leads a school to two cells or puts more schools in a cell than it was computed for.
 */
export const signCellMap = async (document: unknown, privateKey: CryptoKey): Promise<string> => {
  const map = CellMap.parse(document);
  const full = map.cells.filter(({ schools }) => schools.length > MOST_SCHOOLS).map(({ name }) => name);
  if (full.length > 0) throw new Error(`more than ${MOST_SCHOOLS} schools in one cell: ${full.join(", ")}`);
  return new CompactSign(new TextEncoder().encode(JSON.stringify(map)))
    .setProtectedHeader({ alg: CELL_MAP_ALGORITHM, typ: CELL_MAP_TYPE })
    .sign(privateKey);
};
