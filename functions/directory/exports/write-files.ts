import { writeDirectoryCsv } from "@preau/formats/csv/write-directory-csv";
import { writeGarArchive } from "@preau/formats/gar/write-gar";
import { writeOneRosterBundle } from "@preau/formats/oneroster/write-bundle";
import { writeEleveGroupe } from "@preau/formats/siecle/write-eleve-groupe";
import type { WrittenFile } from "@preau/formats/zip/write-zip";
import type { Export, ExportKind } from "../exports-contract.ts";
import { buildGar, isFirstDegree } from "./build-gar.ts";
import { buildRoster } from "./build-roster.ts";
import type { ExportJob } from "./export-job.ts";
import { groupPupils } from "./group-pupils.ts";
import { listLines } from "./list-lines.ts";
import type { SchoolSnapshot } from "./school-snapshot.ts";

/** What an export has written. */
export interface Written {
  readonly files: readonly WrittenFile[];
  readonly leftOut: NonNullable<Export["leftOut"]>;
}

/** What a file is written from. `ent`: what the GAR calls this deployment. */
export interface Asked {
  readonly job: ExportJob;
  readonly snapshots: readonly SchoolSnapshot[];
  readonly ent: string | undefined;
  readonly now: Date;
}

/** SIECLE tells sendings apart by a number of five digits: minutes, which come round after 69 days. */
const sendingNumber = (at: Date): number => Math.floor(at.getTime() / 60_000) % 100_000;

/** The name of this software in files of the ministry, always the same. */
const SOFTWARE = "PREAU";

const eleveGroupe = (snapshot: SchoolSnapshot, now: Date): Written => {
  const { schoolId, schoolYear } = snapshot;
  const pupils = groupPupils(snapshot);
  const asked = { schoolId, schoolYear, at: now, number: sendingNumber(now), software: SOFTWARE, pupils };
  const { file, leftOut } = writeEleveGroupe(asked);
  return {
    files: file === undefined ? [] : [file],
    leftOut: leftOut.flatMap(({ pupil, reason }) => {
      const found = pupils.find((one) => one === pupil);
      return found === undefined ? [] : [{ pupilId: found.id, schoolId, reason }];
    }),
  };
};

const gar = async ({ job, snapshots, ent, now }: Asked): Promise<Written> => {
  const [first] = snapshots;
  if (first === undefined || ent === undefined) return { files: [], leftOut: [] };
  const degree = job.degree ?? (isFirstDegree(first) ? "1D" : "2D");
  const archive = writeGarArchive(buildGar(snapshots, { ent, at: now, degree }));
  const bytes = Buffer.concat(await Array.fromAsync(archive.chunks));
  return { files: [{ name: archive.name, bytes }, archive.checksum()], leftOut: [] };
};

const writers: Readonly<Record<ExportKind, (asked: Asked, snapshot: SchoolSnapshot) => Promise<Written> | Written>> = {
  "directory-csv": ({ job }, snapshot) => ({
    files: [{ name: `annuaire-${snapshot.schoolId}.csv`, bytes: writeDirectoryCsv(listLines(snapshot, job.contacts)) }],
    leftOut: [],
  }),
  "oneroster-csv": (_, snapshot) => ({
    files: [writeOneRosterBundle(buildRoster(snapshot), `oneroster-${snapshot.schoolId}.zip`)],
    leftOut: [],
  }),
  "eleve-groupe": ({ now }, snapshot) => eleveGroupe(snapshot, now),
  gar,
};

/** Writes the files of an export; none when there is nothing to put in them. */
export const writeFiles = async (asked: Asked): Promise<Written> => {
  const [snapshot] = asked.snapshots;
  return snapshot === undefined ? { files: [], leftOut: [] } : writers[asked.job.kind](asked, snapshot);
};
