import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { type FaultCode, FormatFault } from "../fault.ts";
import type { DeliveredFile } from "../statement.ts";
import { decodeCsv } from "./decode-csv.ts";

/** One row with the line where it ends (a quoted value may span several). Cells are trimmed. */
export interface CsvRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Characters of one row. */
export const maxCsvRow = 64 * 1024;

const messages = {
  "too-long": "Une ligne dépasse 64 Kio : ce n’est pas un export scolaire. Vérifiez d’où vient le fichier.",
  cut: "Le fichier est coupé : un guillemet ouvert n’est jamais refermé. Recommencez le transfert.",
  malformed: "Le fichier n’est pas un CSV lisible à cet endroit. Redemandez l’export, sans le modifier.",
  encoding: "Le fichier contient des octets nuls : ce n’est pas un CSV. Redemandez l’export au format CSV.",
} as const;

/**
 * Reads a CSV file row by row, in flat memory, headers included; rows without any value are passed over. Rows may have fewer or
 * more cells than the first.
 *
 * @throws FormatFault with the line: `too-long` for a row above {@link maxCsvRow}, `cut`, `malformed`, `encoding` for binary content.
 */
export async function* readCsv(file: DeliveredFile, delimiter: ";" | ","): AsyncGenerator<CsvRow> {
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    max_record_size: maxCsvRow,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  });
  const text = Readable.from(decodeCsv(file));
  text.on("error", (error) => parser.destroy(error));
  text.pipe(parser);
  try {
    for await (const item of parser) {
      const { info, record }: { info: { lines: number }; record: readonly string[] } = item;
      if (record.some((cell) => cell.includes("\0"))) refuse("encoding", file, info.lines);
      if (record.some((cell) => cell !== "")) yield { line: info.lines, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    refuse(codeOf(error), file, parser.info.lines);
  } finally {
    text.destroy();
  }
}

function codeOf(error: CsvError): keyof typeof messages {
  if (error.code === "CSV_MAX_RECORD_SIZE") return "too-long";
  return error.code === "CSV_QUOTE_NOT_CLOSED" ? "cut" : "malformed";
}

function refuse(code: FaultCode & keyof typeof messages, { name }: DeliveredFile, line: number): never {
  throw new FormatFault(code, name, line, messages[code]);
}
