import { FormatFault } from "../fault.ts";
import { readXml } from "./read-xml.ts";

/**
 * The name of the root of an XML file, whose content is not read further.
 *
 * @throws FormatFault of {@link readXml}; `cut` when the file has no element.
 */
export async function rootName(bytes: AsyncIterable<Uint8Array>, file: string): Promise<string> {
  for await (const event of readXml(bytes, file)) if (event.kind === "open") return event.name;
  throw new FormatFault("cut", file, 1, "Le fichier ne contient aucune donnée. Redemandez l’export.");
}
