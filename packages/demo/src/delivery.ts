import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { type AafCategory, type AafEntryToWrite, encodeXml, formatAafFileName, writeAaf } from "@preau/formats";
import { guardianEntry, pupilEntry, staffEntry } from "./entries/people-entries.ts";
import { mefEntry, schoolEntry, subjectEntry } from "./entries/school-entries.ts";
import { demoDeliveryDate } from "./plan/school-plans.ts";
import type { World } from "./population.ts";

const entriesByPart = 500;

/**
 * Writes a full AAF delivery of the world into `dir` (made if absent), in parts of 500 entries, and gives the paths of the
 * files in the order in which they are to be imported.
 */
export async function writeDelivery(world: World, dir: string): Promise<readonly string[]> {
  await mkdir(dir, { recursive: true });
  const paths: string[] = [];
  for (const [category, entries] of entriesOf(world)) {
    for (let part = 0; part * entriesByPart < entries.length; part += 1) {
      const name = formatAafFileName({ prefix: "ENT_PREAU", kind: "Complet", date: demoDeliveryDate, category, part });
      const slice = entries.slice(part * entriesByPart, (part + 1) * entriesByPart);
      const path = join(dir, name);
      await pipeline(Readable.from(encodeXml(writeAaf(category, slice), "UTF-8")), createWriteStream(path));
      paths.push(path);
    }
  }
  return paths;
}

function entriesOf(world: World): readonly (readonly [AafCategory, readonly AafEntryToWrite[]])[] {
  return [
    ["EtabEducNat", world.schools.map(schoolEntry)],
    ["MatiereEducNat", world.subjects.map(subjectEntry)],
    ["MefEducNat", world.mefs.map(mefEntry)],
    ["PersRelEleve", world.guardians.map(guardianEntry)],
    ["Eleve", world.pupils.map(pupilEntry)],
    ["PersEducNat", world.staff.map(staffEntry)],
  ];
}
