import { type CryptoKey, compactVerify, type KeyObject } from "jose";
import * as z from "zod";

const Address = z.url({ protocol: /^https?$/ });

/** A cell: one deployment with its own tables, issuer and limits, and the schools that live there. */
export const Cell = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,30}$/),
  apiUrl: Address,
  issuerUrl: Address,
  schools: z.array(z.string().regex(/^\d{7}[A-Z]$/)).min(1),
});
export type Cell = z.output<typeof Cell>;

/** Which school lives where. `serial` only grows: a map older than the one an app has was published by mistake, or replayed. */
export const CellMap = z
  .strictObject({ serial: z.int().positive(), issuedAt: z.iso.datetime(), cells: z.array(Cell).min(1) })
  .refine(
    ({ cells }) => {
      const schools = cells.flatMap((cell) => cell.schools);
      return new Set(schools).size === schools.length;
    },
    { message: "a school lives in two cells", path: ["cells"] },
  );
export type CellMap = z.output<typeof CellMap>;

/** The signature of a cell map; the protected header says so, so that no other document of the same key passes for one. */
export const CELL_MAP_TYPE = "preau-cells+jws";
export const CELL_MAP_ALGORITHM = "ES256";

/**
 * Reads a published cell map (compact JWS, ES256) with the public key that the app was built with. Never needs the network and knows no
 * expiry: an app that cannot reach whoever publishes it goes on with the map it has. Throws when the signature is not that key's, when the
 * document is of another type, or when its serial is below `known`.
 */
export const readCellMap = async (jws: string, publicKey: CryptoKey | KeyObject, known?: CellMap): Promise<CellMap> => {
  const { payload, protectedHeader } = await compactVerify(jws, publicKey, { algorithms: [CELL_MAP_ALGORITHM] });
  if (protectedHeader.typ !== CELL_MAP_TYPE) throw new Error("this signed document is not a cell map");
  const map = CellMap.parse(JSON.parse(new TextDecoder().decode(payload)));
  if (known !== undefined && map.serial < known.serial)
    throw new Error(`the cell map ${map.serial} is older than the one known, ${known.serial}`);
  return map;
};

/** The cell of a school; undefined for a school that no cell serves. */
export const cellOf = ({ cells }: CellMap, schoolId: string): Cell | undefined =>
  cells.find(({ schools }) => schools.includes(schoolId));
