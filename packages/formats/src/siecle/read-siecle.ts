import { FormatFault } from "../fault.ts";
import type { DeliveredFile, DeliveryContext, Read } from "../statement.ts";
import { rootName } from "../xml/root-name.ts";
import { openArchives } from "../zip/open-archives.ts";
import { readGuardians } from "./read-guardians.ts";
import { readNomenclature, type SiecleLabels } from "./read-nomenclature.ts";
import { readPupils } from "./read-pupils.ts";
import { readStructures } from "./read-structures.ts";
import type { SiecleRoot } from "./siecle-rows.ts";

/** Exports of the same application that say nothing of people; they often come along. */
const passedOver = /^BEE_(?:COMMUN|GEOGRAPHIQUE|ETABLISSEMENT)/;

/**
 * Reads the exports of SIECLE Base Élèves (`ElevesSansAdresses`, `ElevesAvecAdresses`, `Responsables…`, `Nomenclature`, `Structures`;
 * plain or `ExportXML_*.zip`), in any order, any of them missing. Labels come first, then classes and groups, pupils, adults.
 *
 * Each file of people is read twice, because a pupil's class and address stand far from the pupil; what is held in memory is a
 * few codes a pupil. Source: SIECLE-SFD-Exportations-XML v17.4; the tree of `Structures` is not verified on a real file.
 * @throws FormatFault of `readRecords` and `openArchives`; `wrong-school`; `wrong-year`; `wrong-format` for another file.
 */
export async function* readSiecle(files: readonly DeliveredFile[], context: DeliveryContext): AsyncGenerator<Read> {
  const byRoot = await sortByRoot(await openArchives(files));
  const filesOf = (root: SiecleRoot) => byRoot.get(root) ?? [];
  const labels: SiecleLabels = { mefs: new Map(), subjects: new Map(), regimes: new Map() };
  for (const file of filesOf("BEE_NOMENCLATURES")) yield* readNomenclature(file, labels, context);
  const structures = new Set<string>();
  for (const file of filesOf("BEE_STRUCTURES")) yield* readStructures(file, structures, context);
  yield* readPupils(filesOf("BEE_ELEVES"), { labels, structures }, context);
  yield* readGuardians(filesOf("BEE_RESPONSABLES"), context);
}

async function sortByRoot(files: readonly DeliveredFile[]): Promise<ReadonlyMap<string, readonly DeliveredFile[]>> {
  const known: readonly SiecleRoot[] = ["BEE_ELEVES", "BEE_RESPONSABLES", "BEE_NOMENCLATURES", "BEE_STRUCTURES"];
  const byRoot = new Map<string, DeliveredFile[]>();
  for (const file of files) {
    const root = await rootName(file.open(), file.name);
    if (passedOver.test(root)) continue;
    if (!known.some((name) => name === root)) {
      const message = `Le fichier commence par <${root}> : ce n’est pas un export de SIECLE Base Élèves. Retirez-le de la livraison.`;
      throw new FormatFault("wrong-format", file.name, 1, message);
    }
    byRoot.set(root, [...(byRoot.get(root) ?? []), file]);
  }
  return byRoot;
}
