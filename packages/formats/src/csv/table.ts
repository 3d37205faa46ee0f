import { plainName } from "../link-key.ts";
import type { SourceRecord } from "../record-reader.ts";
import type { DeliveredFile } from "../statement.ts";
import { readCsv } from "./read-csv.ts";

/** A row by the text of its headers. */
export interface TableRow extends SourceRecord {
  /** Values of a header that repeats (three children in a row of ONDE), in order, empty ones included. */
  repeated(header: string): readonly string[];
}

/**
 * Reads the rows of a CSV file by header: neither the place, the case, the accents nor the spaces of a header count, because the
 * exports change from year to year. `id` of a row is empty.
 */
export async function* readTable(file: DeliveredFile, delimiter: ";" | ","): AsyncGenerator<TableRow> {
  let headers: readonly string[] | undefined;
  for await (const { line, cells } of readCsv(file, delimiter)) {
    if (headers === undefined) headers = cells.map(headerName);
    else yield rowOf(headers, cells, { file: file.name, line });
  }
}

/** The headers of a CSV file as {@link readTable} compares them; none for an empty file. */
export async function headersOf(file: DeliveredFile, delimiter: ";" | ","): Promise<ReadonlySet<string>> {
  for await (const { cells } of readCsv(file, delimiter)) return new Set(cells.map(headerName));
  return new Set();
}

/** A header as it is compared. */
export function headerName(text: string): string {
  return plainName(text);
}

function rowOf(headers: readonly string[], cells: readonly string[], where: { file: string; line: number }): TableRow {
  const attributes = new Map<string, string[]>();
  for (const [index, header] of headers.entries()) {
    const value = cells[index] ?? "";
    if (value !== "") attributes.set(header, [...(attributes.get(header) ?? []), value]);
  }
  return {
    ...where,
    id: "",
    attributes,
    repeated: (name) => cells.filter((_, index) => headers[index] === name),
  };
}
