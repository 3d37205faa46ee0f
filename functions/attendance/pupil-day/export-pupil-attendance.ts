import type { Operation } from "@preau/runtime";
import { stringify } from "csv-stringify/sync";
import type { attendanceContract } from "../contract.ts";
import { readFile } from "./read-pupil-attendance.ts";

type Deps = Parameters<typeof readFile>[1];

const STATES = { absent: "absent", late: "en retard", left: "parti", elsewhere: "ailleurs", conflict: "à éclaircir" };

/** The pupil's file as a table for a spreadsheet: semicolons and a byte order mark, as French ones expect. */
export const exportPupilAttendance: Operation<typeof attendanceContract.routes.exportPupilAttendance, Deps> = async (
  call,
  deps,
) => {
  const { pupilId, days } = await readFile(call, deps);
  const rows = days.flatMap(({ day, presence }) =>
    presence.lessons.map(({ start, end, subject, state, minutes, justified, counts, reason }) => ({
      jour: day,
      début: start,
      fin: end,
      matière: subject,
      état: STATES[state],
      minutes: minutes ?? "",
      motif: reason ?? "",
      justifié: justified ? "oui" : "non",
      "compte au bulletin": counts ? "oui" : "non",
    })),
  );
  const columns = ["jour", "début", "fin", "matière", "état", "minutes", "motif", "justifié", "compte au bulletin"];
  // A cell that begins like a formula would be run by a spreadsheet.
  const escape_formulas = true;
  const bytes = stringify(rows, { header: true, columns, delimiter: ";", bom: true, escape_formulas });
  return { status: 200, body: { name: `assiduite-${pupilId}.csv`, bytes } };
};
