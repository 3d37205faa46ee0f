import type { LineProblem } from "../problem.ts";
import type { AafEntry } from "./read-aaf.ts";

/** Reads the attributes of one entry and keeps what was wrong with them. */
export interface AttributeReader {
  /** The first value. */
  one(name: string): string | undefined;
  all(name: string): readonly string[];
  /** The first value; without one the record is refused. */
  required(name: string): string | undefined;
  /** `JJ/MM/AAAA` as `AAAA-MM-JJ`; a date that does not exist is a warning. */
  date(name: string): string | undefined;
  /** `O` or `N`; anything else is a warning. */
  yesNo(name: string): boolean | undefined;
  /** Values made of parts separated by `$`; one with fewer than `least` parts filled is a warning and is left out. */
  parts(name: string, least: number): readonly (readonly string[])[];
  warn(name: string, message: string, code?: LineProblem["code"]): void;
  refuse(name: string, message: string): void;
  readonly problems: readonly LineProblem[];
}

/** Opens the attributes of an entry for a mapper. */
export function readAttributes(entry: AafEntry): AttributeReader {
  const problems: LineProblem[] = [];
  function tell(level: LineProblem["level"], code: LineProblem["code"], attribute: string, message: string): void {
    problems.push({ file: entry.file, line: entry.line, level, code, attribute, message });
  }
  function all(name: string): readonly string[] {
    return entry.attributes.get(name) ?? [];
  }
  function one(name: string): string | undefined {
    return all(name)[0];
  }
  function warn(name: string, message: string, code: LineProblem["code"] = "invalid"): void {
    tell("warning", code, name, message);
  }
  return {
    all,
    one,
    warn,
    problems,
    refuse: (name, message) => tell("refused", "invalid", name, message),
    required(name) {
      const value = one(name);
      if (value === undefined)
        tell(
          "refused",
          "missing",
          name,
          `${name} est absent ou vide : la fiche ${entry.id} n'est pas importée. Complétez-la dans l'application d'origine.`,
        );
      return value;
    },
    date(name) {
      const text = one(name);
      const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text ?? "") ?? [];
      const iso = `${year}-${month}-${day}`;
      if (isDate(iso)) return iso;
      if (text !== undefined) warn(name, `« ${text} » n'est pas une date au format JJ/MM/AAAA : elle est ignorée.`);
      return undefined;
    },
    yesNo(name) {
      const text = one(name);
      if (text === "O" || text === "N") return text === "O";
      if (text !== undefined) warn(name, `« ${text} » devrait être O ou N : la valeur est ignorée.`);
      return undefined;
    },
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

function isDate(iso: string): boolean {
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
}
