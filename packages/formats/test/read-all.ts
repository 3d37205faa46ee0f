import type { LineProblem } from "../src/problem.ts";
import type { DeliveredFile, DeliveryContext, Read, Statement } from "../src/statement.ts";
import { encodeXml } from "../src/xml/encode-xml.ts";
import { collect } from "./bytes-of.ts";

/** The school and year of the fixtures. */
export const context: DeliveryContext = { schoolId: "0990001N", academy: "99", schoolYear: 2026 };

/** A delivered file of that text; ISO-8859-15 as the ministry writes, unless its declaration says otherwise. */
export function fileOf(name: string, text: string): DeliveredFile {
  const encoding = text.includes('encoding="UTF-8"') ? "UTF-8" : "ISO-8859-15";
  return fileOfBytes(name, Buffer.concat([...encodeXml([text], encoding)]));
}

export function fileOfBytes(name: string, bytes: Uint8Array): DeliveredFile {
  return {
    name,
    async *open() {
      for (let at = 0; at < bytes.length; at += 1000) yield bytes.subarray(at, at + 1000);
    },
  };
}

/** Everything a reader says, sorted by what it is. */
export async function readAll(reads: AsyncIterable<Read>): Promise<{
  readonly statements: readonly Statement[];
  readonly problems: readonly LineProblem[];
  readonly fault: unknown;
}> {
  const { items, fault } = await collect(reads);
  return {
    statements: items.flatMap((item) => ("statement" in item ? [item.statement] : [])),
    problems: items.flatMap((item) => ("problem" in item ? [item.problem] : [])),
    fault,
  };
}

/** The statements of one kind. */
export function ofKind<Kind extends Statement["kind"]>(
  statements: readonly Statement[],
  kind: Kind,
): readonly Extract<Statement, { readonly kind: Kind }>[] {
  return statements.filter((one): one is Extract<Statement, { readonly kind: Kind }> => one.kind === kind);
}
