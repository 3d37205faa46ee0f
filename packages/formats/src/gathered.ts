import { FormatFault } from "./fault.ts";
import type { DeliveredFile } from "./statement.ts";

/** Ten times the largest school: what this reading may hold in memory. */
export const maxGathered = 50_000;

/** Refuses a file of which more than {@link maxGathered} rows would have to be remembered. */
export function checkGathered(size: number, { name }: Pick<DeliveredFile, "name">, line: number): void {
  if (size <= maxGathered) return;
  const message = `Le fichier compte plus de ${maxGathered} fiches : ce n’est pas l’export d’un établissement.`;
  throw new FormatFault("too-long", name, line, message);
}
