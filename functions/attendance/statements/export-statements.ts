import { writeCsv } from "@preau/formats/csv/write-csv";
import type { Operation } from "@preau/runtime";
import type { attendanceContract } from "../contract.ts";
import { type ListDeps, readStatements } from "./list-statements.ts";
import type { StatementRecord } from "./statement.ts";

const STATES = { "to-treat": "à traiter", accepted: "acceptée", refused: "refusée" };

const HEADERS = [
  "reçue le",
  "nom",
  "prénom",
  "classe",
  "du",
  "à",
  "au",
  "jusqu’à",
  "jours",
  "message de la famille",
  "justificatif",
  "état",
  "motif ou réponse",
];

const rowOf = (record: StatementRecord): readonly string[] => {
  const { at, familyName, givenName, className, from, to, days, text, proof, state, decision } = record;
  const answer = decision?.reason ?? decision?.explanation ?? "";
  const said = [text, proof === undefined ? "non" : "oui", STATES[state], answer];
  return [at, familyName, givenName, className, from.day, from.time, to.day, to.time, String(days), ...said];
};

/** A page of DynamoDB at a time, up to what one file may hold: some 5,000 statements, more than a school receives in a year. */
const AT_ONCE = 500;
const MOST_ROWS = 5_000;

/** The list of statements as a table for a spreadsheet. */
export const exportStatements: Operation<typeof attendanceContract.routes.exportStatements, ListDeps> = async (
  call,
  deps,
) => {
  const records: StatementRecord[] = [];
  let cursor: string | undefined;
  do {
    const page = await readStatements(call, { ...call.query, limit: AT_ONCE, cursor }, deps);
    records.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== undefined && records.length < MOST_ROWS);
  const bytes = writeCsv([HEADERS, ...records.map(rowOf)], "spreadsheet");
  return { status: 200, body: { name: `declarations-${call.params.schoolId}.csv`, bytes } };
};
