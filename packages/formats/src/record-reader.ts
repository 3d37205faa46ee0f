import type { LineOfFile, LineProblem } from "./problem.ts";

/** One record of any format: values by name, in the order of the file; empty values are dropped. */
export interface SourceRecord extends LineOfFile {
  /** What the source calls the record; empty when it has no name for it. */
  readonly id: string;
  readonly attributes: ReadonlyMap<string, readonly string[]>;
}

/** Reads the attributes of one record and keeps what was wrong with them. */
export interface RecordReader {
  /** The first value. */
  one(name: string): string | undefined;
  all(name: string): readonly string[];
  /** The first value; without one the record is refused. */
  required(name: string): string | undefined;
  /** `JJ/MM/AAAA` as `AAAA-MM-JJ`; a date that does not exist is a warning. */
  date(name: string): string | undefined;
  /** `AAAA-MM-JJ`, maybe with a time after it; a date that does not exist is a warning. */
  isoDate(name: string): string | undefined;
  /** All the values of several attributes; nothing when the source says none. */
  gather(...names: readonly string[]): readonly string[] | undefined;
  /** `O` or `N`; anything else is a warning. */
  yesNo(name: string): boolean | undefined;
  /** `1` or `0`; anything else is a warning. */
  flag(name: string): boolean | undefined;
  /** Values made of parts separated by `$`; one with fewer than `least` parts filled is a warning and is left out. */
  parts(name: string, least: number): readonly (readonly string[])[];
  warn(name: string, message: string, code?: LineProblem["code"]): void;
  refuse(name: string, message: string): void;
  readonly problems: readonly LineProblem[];
}

/** Opens the attributes of a record for a mapper. */
export function readRecord(record: SourceRecord): RecordReader {
  const problems: LineProblem[] = [];
  function tell(level: LineProblem["level"], code: LineProblem["code"], attribute: string, message: string): void {
    problems.push({ file: record.file, line: record.line, level, code, attribute, message });
  }
  function all(name: string): readonly string[] {
    return record.attributes.get(name) ?? [];
  }
  function one(name: string): string | undefined {
    return all(name)[0];
  }
  function warn(name: string, message: string, code: LineProblem["code"] = "invalid"): void {
    tell("warning", code, name, message);
  }
  function oneOf(name: string, yes: string, no: string): boolean | undefined {
    const text = one(name);
    if (text === yes || text === no) return text === yes;
    if (text !== undefined) warn(name, `« ${text} » devrait être ${yes} ou ${no} : la valeur est ignorée.`);
    return undefined;
  }
  function checkedDate(name: string, iso: string, form: string): string | undefined {
    if (isDate(iso)) return iso;
    const text = one(name);
    if (text !== undefined) warn(name, `« ${text} » n’est pas une date au format ${form} : elle est ignorée.`);
    return undefined;
  }
  return {
    all,
    one,
    warn,
    problems,
    refuse: (name, message) => tell("refused", "invalid", name, message),
    required(name) {
      const value = one(name);
      if (value !== undefined) return value;
      const which = record.id === "" ? "cette fiche" : `la fiche ${record.id}`;
      const advice = `${which} n’est pas importée. Complétez-la dans l’application d’origine.`;
      tell("refused", "missing", name, `${name} est absent ou vide : ${advice}`);
      return undefined;
    },
    date(name) {
      const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(one(name) ?? "") ?? [];
      return checkedDate(name, `${year}-${month}-${day}`, "JJ/MM/AAAA");
    },
    isoDate: (name) => checkedDate(name, one(name)?.split("T")[0] ?? "", "AAAA-MM-JJ"),
    gather(...names) {
      const values = names.flatMap(all);
      return values.length === 0 ? undefined : values;
    },
    yesNo: (name) => oneOf(name, "O", "N"),
    flag: (name) => oneOf(name, "1", "0"),
    parts(name, least) {
      return all(name).flatMap((value) => {
        const parts = value.split("$").map((part) => part.trim());
        if (parts.length >= least && !parts.slice(0, least).includes("")) return [parts];
        warn(
          name,
          `« ${value} » est incomplet (${least} parties séparées par $ sont attendues) : la valeur est ignorée.`,
        );
        return [];
      });
    },
  };
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
