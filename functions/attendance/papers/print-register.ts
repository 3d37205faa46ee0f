import { schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import { toPdf } from "@preau/paper";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import type { SettingsStore } from "../pupil-day/settings-store.ts";
import type { SheetStore } from "../sheet-store.ts";
import type { TallyStore } from "../tallies/tally-store.ts";
import { classRegister } from "./class-register.ts";
import { registerPages } from "./register-pages.ts";

interface Deps {
  readonly tallies: Pick<TallyStore, "classBook" | "classesOf">;
  readonly sheets: Pick<SheetStore, "rosterOf">;
  readonly settings: Pick<SettingsStore, "current">;
}

/** The register of a class for a month, to sign and keep. */
export const printRegister: Operation<typeof attendanceContract.routes.printRegister, Deps> = async (
  { params: { schoolId }, query: { classId, month } },
  { tallies, sheets, settings },
) => {
  const school = { schoolId, schoolYear: schoolYearOf(`${month}-01`) };
  const [classes, roster, book, decided] = await Promise.all([
    tallies.classesOf(school),
    sheets.rosterOf(school, classId),
    tallies.classBook(school, classId, `${month}-01`, `${month}-31`),
    settings.current(school),
  ]);
  const known = classes.find((one) => one.classId === classId);
  if (known === undefined || roster === undefined) throw problem("not-found");
  const register = classRegister(month, roster.pupils, book, decided);
  const head = { schoolId, className: known.code, month, ruleVersion: decided.version };
  const bytes = await toPdf(registerPages(head, register));
  return { status: 200, body: { name: `registre-${classId}-${month}.pdf`, bytes } };
};
