import { checkGathered } from "../gathered.ts";
import type { DeliveredFile, DeliveryContext, StatedAddress } from "../statement.ts";
import { childText, type XmlElement } from "../xml/read-records.ts";
import { mapAddress } from "./address.ts";
import { readSiecleRows } from "./siecle-rows.ts";

/** What a file of pupils says of one of them outside of their own row. */
export interface PupilRows {
  readonly options: string[];
  readonly groupCodes: string[];
  classCode?: string | undefined;
  /** Where the class and groups were read. */
  line: number;
}

export interface GatheredPupils {
  readonly file: DeliveredFile;
  /** By ELEVE_ID. */
  readonly rows: ReadonlyMap<string, PupilRows>;
  /** By ADRESSE_ID. */
  readonly addresses: ReadonlyMap<string, StatedAddress>;
}

/** Reads the options, classes, groups and addresses of one file of pupils. */
export async function gatherPupilRows(file: DeliveredFile, context: DeliveryContext): Promise<GatheredPupils> {
  const rows = new Map<string, PupilRows>();
  const addresses = new Map<string, StatedAddress>();
  const names = ["OPTION", "STRUCTURES_ELEVE", "ADRESSE"];
  for await (const row of readSiecleRows(file, "BEE_ELEVES", names, context)) {
    const address = row.name === "ADRESSE" ? mapAddress(row) : undefined;
    if (address !== undefined) addresses.set(row.attributes.ADRESSE_ID ?? "", address);
    if (row.name !== "ADRESSE") add(rowsOf(rows, row), row);
    checkGathered(rows.size + addresses.size, file, row.line);
  }
  return { file, rows, addresses };
}

function rowsOf(rows: Map<string, PupilRows>, { attributes, line }: XmlElement): PupilRows {
  const id = attributes.ELEVE_ID ?? "";
  const known = rows.get(id) ?? { options: [], groupCodes: [], line };
  rows.set(id, known);
  return known;
}

function add(pupil: PupilRows, row: XmlElement): void {
  for (const below of row.children) {
    if (row.name === "OPTION") addOnce(pupil.options, childText(below, "CODE_MATIERE"));
    else if (childText(below, "TYPE_STRUCTURE") === "G") addOnce(pupil.groupCodes, childText(below, "CODE_STRUCTURE"));
    else pupil.classCode = childText(below, "CODE_STRUCTURE");
  }
  if (row.name !== "OPTION") pupil.line = row.line;
}

function addOnce(codes: string[], code: string | undefined): void {
  if (code !== undefined && !codes.includes(code)) codes.push(code);
}
