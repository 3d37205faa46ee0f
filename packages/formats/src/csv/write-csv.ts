import { stringify } from "csv-stringify/sync";

/**
 * Writes rows as CSV (RFC 4180, CRLF). With `spreadsheet`, as people open it: semicolons, a byte-order mark so that accents show, and
 * no cell that a spreadsheet would run as a formula.
 */
export function writeCsv(rows: readonly (readonly string[])[], form: "exchange" | "spreadsheet"): Uint8Array {
  const spreadsheet = form === "spreadsheet";
  const text = stringify(
    rows.map((row) => [...row]),
    {
      bom: spreadsheet,
      delimiter: spreadsheet ? ";" : ",",
      // An apostrophe before what begins like a formula (OWASP, CSV injection); spreadsheets do not show it.
      escape_formulas: spreadsheet,
      record_delimiter: "windows",
    },
  );
  return Buffer.from(text);
}
