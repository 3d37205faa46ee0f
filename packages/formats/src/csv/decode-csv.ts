import type { DeliveredFile } from "../statement.ts";

/**
 * Decodes a CSV file, which never says its encoding: UTF-8 when all of it is UTF-8 (spreadsheets save so), ISO-8859-15 otherwise, as
 * the ministry's applications write. The file is opened twice.
 */
export async function* decodeCsv(file: DeliveredFile): AsyncGenerator<string> {
  const decoder = new TextDecoder((await isUtf8(file)) ? "utf-8" : "iso-8859-15");
  for await (const chunk of file.open()) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function isUtf8(file: DeliveredFile): Promise<boolean> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of file.open()) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
