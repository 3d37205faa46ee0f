import { type AafCategory, parseAafFileName } from "@preau/formats/aaf/file-name";
import { type AafEntry, readAaf } from "@preau/formats/aaf/read-aaf";
import { FormatFault } from "@preau/formats/fault";
import type { AllCounts } from "../import-job.ts";
import { type DeliveryIndex, emptyIndex, placeOf } from "./delivery-index.ts";
import { issueAt } from "./reading.ts";
import { registerEntry } from "./register-entry.ts";
import type { Report } from "./report.ts";

/** The files of a delivery, in reading order, each opened as many times as needed. */
export interface Delivery {
  readonly files: readonly string[];
  open(file: string): AsyncIterable<Uint8Array>;
}

const COUNTED: Readonly<Partial<Record<AafCategory, keyof AllCounts>>> = {
  EtabEducNat: "schools",
  Eleve: "pupils",
  PersRelEleve: "guardians",
  PersEducNat: "staff",
};

/** The records of one file; one of another category than the file's name says makes the file a wrong one. */
export async function* entriesOf({ open }: Delivery, file: string): AsyncGenerator<AafEntry> {
  const category = parseAafFileName(file)?.category;
  for await (const entry of readAaf(open(file), file)) {
    if (entry.category !== category)
      throw new FormatFault(
        "wrong-format",
        file,
        entry.line,
        `Le fichier contient une fiche « ${entry.category} », ce que son nom n’annonce pas. Vérifiez qu’il n’a pas été renommé.`,
      );
    yield entry;
  }
}

const tellLonelyGuardians = async (index: DeliveryIndex, report: Report, counts: AllCounts): Promise<void> => {
  for (const [joinId, place] of index.guardians) {
    if (index.guardianships.has(joinId)) continue;
    counts.guardians.faulty += 1;
    const message = "Ce responsable n’est lié à aucun élève de la livraison : sa fiche n’est pas importée.";
    await report.add(issueAt({ ...place, id: joinId }, "warning", "no-pupil", message));
  }
};

/**
 * The first of two readings: everything is read and checked, nothing of any school is written. A file that cannot be read to its end
 * refuses the whole delivery (and gives nothing); the others are then read for their own faults only. A wrong record is told and left out.
 */
export const checkDelivery = async (
  delivery: Delivery,
  { report, counts, progress }: { report: Report; counts: AllCounts; progress(): Promise<void> },
): Promise<DeliveryIndex | undefined> => {
  const index = emptyIndex();
  let refused = false;
  const check = async (entry: AafEntry): Promise<void> => {
    const { accepted, issues } = registerEntry(entry, index);
    const category = COUNTED[entry.category];
    if (category !== undefined) counts[category].read += 1;
    if (category !== undefined && !accepted) counts[category].faulty += 1;
    if (!accepted) index.leftOut.add(placeOf(entry));
    await report.add(...issues);
  };
  for (const file of delivery.files) {
    try {
      for await (const entry of entriesOf(delivery, file)) {
        if (!refused) await check(entry);
        await progress();
      }
    } catch (fault) {
      if (!(fault instanceof FormatFault)) throw fault;
      refused = true;
      await report.add(issueAt({ file, line: fault.line, id: "" }, "error", fault.code, fault.message));
    }
  }
  if (refused) return undefined;
  await tellLonelyGuardians(index, report, counts);
  return index;
};
