import { schoolTimeOf, schoolYearOf } from "@preau/calendar";
import { problem } from "@preau/contract";
import type { Call, Operation } from "@preau/runtime";
import { stringify } from "csv-stringify/sync";
import type { disciplineContract } from "../contract.ts";
import type { JournalStore } from "../journal/journal-store.ts";
import type { IncidentLine, MeasureLine } from "../journal/line.ts";
import { countJournal, isSanction } from "./count-journal.ts";

type Routes = typeof disciplineContract.routes;

interface Deps {
  readonly journal: Pick<JournalStore, "linesOf">;
  now(): Date;
}

type Asked = Pick<Call<Routes["readDisciplineFigures"]>, "params" | "query">;

/** The period asked for, inside one school year; the year to date unless said. */
const periodOf = ({ params: { schoolId }, query }: Asked, { now }: Deps) => {
  const to = query.to ?? schoolTimeOf(now()).day;
  const schoolYear = schoolYearOf(to);
  const from = query.from !== undefined && schoolYearOf(query.from) === schoolYear ? query.from : `${schoolYear}-08-01`;
  if (query.from !== undefined && query.from > to)
    throw problem("invalid-request", {
      errors: [{ field: "query.to", message: "La fin précède le début : corrigez l’une des dates." }],
    });
  return { schoolId, schoolYear, from, to };
};

const figuresOf = async (asked: Asked, deps: Deps) => {
  const { schoolYear, ...period } = periodOf(asked, deps);
  const year = { schoolId: period.schoolId, schoolYear };
  const [measures, incidents] = await Promise.all([
    deps.journal.linesOf<MeasureLine>(year, "MEASURE", period.from, period.to),
    deps.journal.linesOf<IncidentLine>(year, "INCIDENT", period.from, period.to),
  ]);
  return countJournal({ measures, incidents }, period);
};

// Semicolons and a byte order mark, as French spreadsheets expect; a cell that begins like a formula would be run by one.
const table = (rows: readonly Readonly<Record<string, string | number>>[], columns: readonly string[]) =>
  stringify([...rows], { header: true, columns: [...columns], delimiter: ";", bom: true, escape_formulas: true });

/** Counts of a period, without a name. */
export const readDisciplineFigures: Operation<Routes["readDisciplineFigures"], Deps> = async (call, deps) => ({
  status: 200,
  body: await figuresOf(call, deps),
});

/** The same by class, as a table for a spreadsheet. */
export const exportDisciplineFigures: Operation<Routes["exportDisciplineFigures"], Deps> = async (call, deps) => {
  const { byClass, from, to } = await figuresOf(call, deps);
  const rows = byClass.map(({ className, incidents, punishments, sanctions }) => ({
    classe: className,
    incidents,
    punitions: punishments,
    sanctions,
  }));
  const bytes = table(rows, ["classe", "incidents", "punitions", "sanctions"]);
  return { status: 200, body: { name: `discipline-${from}-${to}.csv`, bytes } };
};

/** The register of sanctions: what was decided and why it was graded so, to whom is not in it. */
export const exportSanctionsRegister: Operation<Routes["exportSanctionsRegister"], Deps> = async (call, deps) => {
  const { schoolId, schoolYear, from, to } = periodOf(call, deps);
  const lines = await deps.journal.linesOf<MeasureLine>({ schoolId, schoolYear }, "MEASURE", from, to);
  const rows = lines.filter(isSanction).map(({ day, line: { label, state, decision } }) => ({
    "date des faits ou de la procédure": day,
    "date de la décision": decision?.decidedOn ?? "",
    sanction: label,
    "durée (jours)": decision?.days ?? "",
    "durée (heures)": decision?.hours ?? "",
    "sursis jusqu’au": state === "suspended" ? (decision?.suspendedUntil ?? "") : "",
  }));
  const columns = [
    "date des faits ou de la procédure",
    "date de la décision",
    "sanction",
    "durée (jours)",
    "durée (heures)",
    "sursis jusqu’au",
  ];
  return { status: 200, body: { name: `registre-des-sanctions-${from}-${to}.csv`, bytes: table(rows, columns) } };
};
