import { checkGathered } from "../gathered.ts";
import type { LineProblem } from "../problem.ts";
import type { DeliveredFile, DeliveryContext, Read, StatedAddress } from "../statement.ts";
import { childText } from "../xml/read-records.ts";
import { mapAddress } from "./address.ts";
import { mapGuardian, mapLink, type ReadLink } from "./guardian.ts";
import { readSiecleRows } from "./siecle-rows.ts";

/** The links of one adult, and what was wrong with them. */
interface Links {
  readonly links: ReadLink["link"][];
  readonly line: number;
}

interface Gathered {
  readonly file: DeliveredFile;
  readonly links: Map<string, Links>;
  readonly addresses: Map<string, StatedAddress>;
  readonly problems: LineProblem[];
}

/** Reads the adults of the files with and without addresses, the richer first; nobody is told twice. */
export async function* readGuardians(files: readonly DeliveredFile[], context: DeliveryContext): AsyncGenerator<Read> {
  const gathered: Gathered[] = [];
  for (const file of files) gathered.push(await gather(file, context));
  gathered.sort((a, b) => b.addresses.size - a.addresses.size);
  for (const problem of gathered[0]?.problems ?? []) yield { problem };
  const told = new Set<string>();
  for (const { file, links, addresses } of gathered) {
    for await (const row of readSiecleRows(file, "BEE_RESPONSABLES", ["PERSONNE"], context)) {
      const id = row.attributes.PERSONNE_ID ?? childText(row, "PERSONNE_ID") ?? "";
      if (told.has(id)) continue;
      const surroundings = {
        links: links.get(id)?.links ?? [],
        address: addresses.get(childText(row, "ADRESSE_ID") ?? ""),
      };
      const { value, problems } = mapGuardian(row, file.name, surroundings, context);
      for (const problem of problems) yield { problem };
      if (value === undefined) continue;
      told.add(id);
      yield { statement: value };
    }
  }
  for (const { file, links } of gathered.slice(0, 1)) {
    for (const [id, { line }] of links) if (!told.has(id)) yield { problem: nobody(id, file.name, line) };
  }
}

async function gather(file: DeliveredFile, context: DeliveryContext): Promise<Gathered> {
  const gathered: Gathered = { file, links: new Map(), addresses: new Map(), problems: [] };
  const { links, addresses, problems } = gathered;
  for await (const row of readSiecleRows(file, "BEE_RESPONSABLES", ["RESPONSABLE_ELEVE", "ADRESSE"], context)) {
    if (row.name === "ADRESSE") {
      const address = mapAddress(row);
      if (address !== undefined) addresses.set(row.attributes.ADRESSE_ID ?? "", address);
    } else {
      const mapped = mapLink(row, file.name, context);
      problems.push(...mapped.problems);
      if (mapped.value !== undefined) {
        const { personneId, link } = mapped.value;
        const known = links.get(personneId) ?? { links: [], line: row.line };
        known.links.push(link);
        links.set(personneId, known);
      }
    }
    checkGathered(links.size + addresses.size + problems.length, file, row.line);
  }
  return gathered;
}

function nobody(id: string, file: string, line: number): LineProblem {
  const message = `Le responsable ${id} n’a pas de fiche dans l’export : ses liens sont ignorés. Redemandez un export complet.`;
  return { file, line, level: "refused", code: "missing", attribute: "PERSONNE_ID", message };
}
