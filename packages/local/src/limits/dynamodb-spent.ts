import type { Call, Touch } from "./dynamodb-call.ts";

export interface Spent extends Touch {
  /** What it took. */
  readonly units: number;
}

interface Units {
  readonly CapacityUnits?: number;
}

interface Consumed extends Units {
  readonly TableName: string;
  readonly Table?: Units;
  readonly GlobalSecondaryIndexes?: Readonly<Record<string, Units>>;
}

/** Refused by its condition, a write costs what it would have cost. */
const CHARGED_ERRORS = /ConditionalCheckFailed|TransactionCanceled/;

/**
 * What a call took of each partition it touched. The engine says how much of each table and index; keys touched together share it by the sizes
 * of the items written, equally where they were read.
 */
export function spentBy({ kind, touches }: Call, status: number, answer: string): readonly Spent[] {
  const consumed = status === 200 ? consumedIn(kind, answer) : [];
  if (consumed.length === 0) return kind === "write" && CHARGED_ERRORS.test(answer) ? touches : [];
  return consumed.flatMap(({ TableName, CapacityUnits = 0, Table, GlobalSecondaryIndexes = {} }) => {
    const ofTable = touches.filter(({ table }) => table === TableName);
    const indexes = Object.entries(GlobalSecondaryIndexes).flatMap(([index, units]) => {
      const touched = ofTable.filter((touch) => touch.index === index);
      // Which key left or entered an index, only the engine knows.
      const charged = touched.length > 0 ? touched : [{ table: TableName, index, units: 1 }];
      return shared(charged, units.CapacityUnits ?? 0);
    });
    const base = Table === undefined ? ofTable : ofTable.filter(({ index }) => index === undefined);
    return [...shared(base, Table?.CapacityUnits ?? CapacityUnits), ...indexes];
  });
}

function shared(touches: readonly Touch[], total: number): readonly Spent[] {
  const weight = touches.reduce((sum, { units }) => sum + units, 0);
  return touches.map((touch) => ({ ...touch, units: (total * touch.units) / weight }));
}

/** Answers to reads may be long: only the part that is needed is parsed. A read asks for totals, so that part is flat. */
function consumedIn(kind: Call["kind"], answer: string): readonly Consumed[] {
  const name = '"ConsumedCapacity":';
  if (kind === "write") return [JSON.parse(answer).ConsumedCapacity ?? []].flat();
  const at = answer.indexOf(name);
  if (at < 0) return [];
  const [text = "[]"] = /^(\{[^}]*\}|\[[^\]]*\])/.exec(answer.slice(at + name.length, at + name.length + 4_096)) ?? [];
  return [JSON.parse(text)].flat();
}
