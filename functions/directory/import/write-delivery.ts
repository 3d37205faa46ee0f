import { parseAafFileName } from "@preau/formats/aaf/file-name";
import { mapGuardian } from "@preau/formats/aaf/guardian";
import type { AafEntry } from "@preau/formats/aaf/read-aaf";
import type { AllCounts } from "../import-job.ts";
import type { DirectoryStore } from "../store.ts";
import { type ChangeWriter, openChangeWriter } from "./change-writer.ts";
import { type Delivery, entriesOf } from "./check-delivery.ts";
import { type DeliveredSchool, type DeliveryIndex, placeOf } from "./delivery-index.ts";
import { markMissing } from "./mark-missing.ts";
import { guardianIn, type PersonInSchool } from "./read-guardian.ts";
import { readPupil } from "./read-pupil.ts";
import { readStaff } from "./read-staff.ts";
import type { Report } from "./report.ts";
import { openRosters, type Rosters } from "./rosters.ts";

export interface Writing {
  readonly store: DirectoryStore;
  readonly schoolYear: number;
  /** Start of the import, in ms. */
  readonly version: number;
  readonly report: Report;
  readonly counts: AllCounts;
  progress(): Promise<void>;
}

const peopleOf = (entry: AafEntry, index: DeliveryIndex): readonly PersonInSchool[] => {
  if (entry.category === "PersEducNat") return readStaff(entry, index).value?.schools ?? [];
  if (entry.category === "Eleve") {
    const pupil = readPupil(entry, index).value;
    return pupil === undefined ? [] : [pupil];
  }
  const guardian = mapGuardian(entry).value;
  return guardian === undefined ? [] : guardianIn(guardian, index);
};

const PEOPLE = { Eleve: "pupils", PersRelEleve: "guardians", PersEducNat: "staff" } as const;

const peopleIn = (file: string): keyof AllCounts | undefined =>
  Object.entries(PEOPLE).find(([category]) => parseAafFileName(file)?.category === category)?.[1];

const writePeople = async (
  delivery: Delivery,
  index: DeliveryIndex,
  { schoolYear, counts, progress }: Writing,
  { writer, rosters }: { writer: ChangeWriter; rosters: Rosters },
): Promise<void> => {
  for (const file of delivery.files) {
    const category = peopleIn(file);
    if (category === undefined) continue;
    for await (const entry of entriesOf(delivery, file)) {
      await progress();
      if (index.leftOut.has(placeOf(entry))) continue;
      for (const { personId: id, school, person: content } of peopleOf(entry, index)) {
        rosters.add(id, content);
        await writer.add({ kind: "person", schoolId: school.schoolId, schoolYear, id, content }, counts[category]);
      }
    }
  }
  await writer.flush();
};

/** Rosters first, the school with its list last: until then an interrupted import still knows which classes are gone. */
const writeSchool = async (
  school: DeliveredSchool,
  { store, schoolYear, counts }: Writing,
  { writer, rosters }: { writer: ChangeWriter; rosters: Rosters },
): Promise<void> => {
  const { schoolId, content, audiences } = school;
  const before = await store.find("school", { schoolId, schoolYear, id: schoolId });
  const listed = new Set(content.audiences.map(({ audienceId }) => audienceId));
  const gone = (before?.content.audiences ?? []).filter(({ audienceId }) => !listed.has(audienceId));
  counts.audiences.read += audiences.size;
  for (const audience of [...audiences.values(), ...gone.map((one) => ({ ...one, classCodes: [] }))]) {
    const roster = rosters.rosterOf(school, audience);
    await writer.add(
      { kind: "roster", schoolId, schoolYear, id: audience.audienceId, content: roster },
      counts.audiences,
    );
  }
  await writer.flush();
  await writer.add({ kind: "school", schoolId, schoolYear, id: schoolId, content }, counts.schools);
};

/**
 * The second reading: writes what differs from what is kept. May be stopped anywhere and run again: what is written is recognised by
 * its hash, and the census is taken first, so that the absent are found whatever was interrupted.
 */
export const writeDelivery = async (delivery: Delivery, index: DeliveryIndex, writing: Writing): Promise<void> => {
  const { store, schoolYear, version } = writing;
  const work = { writer: openChangeWriter(store, version), rosters: openRosters() };
  const schools = [];
  for (const [schoolId, present] of index.members) {
    const census = await store.addToCensus({ schoolId, schoolYear }, present);
    schools.push({ schoolId, schoolYear, version, census, present });
  }
  await writePeople(delivery, index, writing, work);
  for (const school of schools) await markMissing(school, writing);
  for (const school of index.schools.values()) await writeSchool(school, writing, work);
  await work.writer.flush();
};
