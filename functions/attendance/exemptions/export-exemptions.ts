import type { Operation } from "@preau/runtime";
import { stringify } from "csv-stringify/sync";
import type { attendanceContract } from "../contract.ts";
import type { Recurrence } from "./exemption.ts";
import { findExemptions } from "./list-exemptions.ts";

type Deps = Parameters<typeof findExemptions>[1];

const DAYS = ["", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

const sayRecurrence = (recurrence: Recurrence | null): string => {
  if (recurrence === null) return "tous les cours";
  const { weekdays, start, end, everyWeeks } = recurrence;
  const days = weekdays.map((day) => DAYS[day]).join(", ");
  const weeks = everyWeeks === 1 ? "" : `, une semaine sur ${everyWeeks}`;
  return `${days} de ${start} à ${end}${weeks}`;
};

/** The same list for a spreadsheet: semicolons and a byte order mark, as French ones expect. */
export const exportExemptions: Operation<typeof attendanceContract.routes.exportExemptions, Deps> = async (
  call,
  deps,
) => {
  const found = await findExemptions(call, deps);
  const rows = found.map((one) => ({
    classe: one.className,
    nom: one.familyName,
    prénom: one.givenName,
    matières: one.subjectCodes?.join(", ") ?? "toutes",
    du: one.from,
    au: one.to,
    quand: sayRecurrence(one.recurrence),
    "présence exigée": one.mustAttend ? "oui" : "non",
    motif: one.reason ?? "",
    état: one.withdrawn ? "annulée" : one.endedAt === null ? "" : "écourtée",
  }));
  const columns = ["classe", "nom", "prénom", "matières", "du", "au", "quand", "présence exigée", "motif", "état"];
  // A cell that begins like a formula would be run by a spreadsheet.
  const escape_formulas = true;
  const bytes = stringify(rows, { header: true, columns, delimiter: ";", bom: true, escape_formulas });
  return { status: 200, body: { name: `dispenses-${call.params.schoolId}.csv`, bytes } };
};
