import { FormatFault } from "./fault.ts";
import type { LineOfFile } from "./problem.ts";
import type { DeliveryContext } from "./statement.ts";

const advice = "Redemandez l’export de votre établissement pour l’année voulue.";

/**
 * Checks that a file is of the school and year that import it: two school years live side by side from May on, and nothing else in a
 * file tells them apart.
 *
 * @throws FormatFault `wrong-school`, `wrong-year`; `wrong-format` when the file says neither.
 */
export function checkSchoolAndYear(
  uai: string | undefined,
  year: string | undefined,
  { file, line }: LineOfFile,
  { schoolId, schoolYear }: DeliveryContext,
): void {
  if (uai === undefined || year === undefined) {
    const message = `Le fichier ne dit pas son établissement ou son année scolaire. ${advice}`;
    throw new FormatFault("wrong-format", file, line, message);
  }
  if (uai !== schoolId) {
    const message = `Le fichier est celui de l’établissement ${uai}, et non de ${schoolId}. ${advice}`;
    throw new FormatFault("wrong-school", file, line, message);
  }
  if (year !== String(schoolYear)) {
    const expected = `${schoolYear}-${schoolYear + 1}`;
    const message = `Le fichier est celui de l’année ${year}, et non de ${expected}. ${advice}`;
    throw new FormatFault("wrong-year", file, line, message);
  }
}
