import type { ExportId } from "../exports-contract.ts";
import type { ExportStore } from "./export-store.ts";
import { garJob } from "./request-gar-export.ts";

interface Deps {
  readonly exports: Pick<ExportStore, "createOnce" | "garSettings">;
  exportIdAt(at: Date, mark: string): ExportId;
}

/** Every night, what the GAR receives of both degrees; nothing while no school is enrolled. The same night twice is one sending. */
export const sendGar = async (at: Date, { exports, exportIdAt }: Deps): Promise<void> => {
  const settings = await exports.garSettings();
  if (settings === undefined || settings.enrolled.length === 0) return;
  for (const degree of ["1D", "2D"] as const)
    await exports.createOnce(garJob(exportIdAt(at, degree), degree, "schedule", at));
};
