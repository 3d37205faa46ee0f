import type { AafCategory } from "../src/aaf/file-name.ts";
import type { AafEntry } from "../src/aaf/read-aaf.ts";

/** An entry as the reader gives it, on line 12 of `aaf.xml`; a test states only the attributes that matter. */
export function entry(
  category: AafCategory,
  attributes: Readonly<Record<string, string | readonly string[]>>,
): AafEntry {
  const values = Object.entries(attributes).map(([name, value]): [string, readonly string[]] => [
    name,
    typeof value === "string" ? [value] : value,
  ]);
  return {
    file: "aaf.xml",
    line: 12,
    operation: "add",
    category,
    id: "1",
    attributes: new Map(values.filter(([, list]) => list.join("") !== "")),
  };
}
