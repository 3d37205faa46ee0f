import type { CallFault } from "../faults/call-faults.ts";
import type { Ceilings, Refusal } from "./ceilings.ts";
import { type Call, type Input, type Keys, readCall } from "./dynamodb-call.ts";
import { spentBy } from "./dynamodb-spent.ts";
import type { Meter } from "./meter.ts";

/** A call on its way to the engine. */
export interface Passing {
  readonly call: Call | undefined;
  /** Why DynamoDB would refuse it. */
  readonly refusal?: Refusal | undefined;
  readonly fault?: CallFault | undefined;
  /** To be told what the engine answered. */
  answered(status: number, answer: string): void;
}

export interface DynamodbGate {
  /** Judges a call from its action (`PutItem`) and its body; draws a fault for it. Throws a SyntaxError when the body is not JSON. */
  pass(action: string, body: string): Passing;
  /** Judges a part of a call that was judged before: neither drawn for nor counted as refused again. */
  passPart(action: string, body: string): Passing;
}

export interface DynamodbGateOptions {
  readonly keys: ReadonlyMap<string, Keys>;
  readonly meter: Meter;
  /** At this moment; undefined without limits. */
  readonly ceilings: () => Ceilings | undefined;
  readonly fault: () => CallFault | undefined;
}

/** Counts what calls take of tables and partitions, refuses where a ceiling is reached, and draws faults. */
export function createDynamodbGate({ keys, meter, ceilings, fault }: DynamodbGateOptions): DynamodbGate {
  const charge = (call: Call, status: number, answer: string): void => {
    const spent = spentBy(call, status, answer);
    ceilings()?.spend(call.kind, spent);
    for (const { table, index, key, units } of spent) {
      const [read, written] = call.kind === "read" ? [units, 0] : [0, units];
      meter.tableTook(table, read, written);
      if (key !== undefined) meter.keyTook(`${table}${index === undefined ? "" : `.${index}`} ${key}`, read, written);
    }
  };
  const passPart = (action: string, body: string): Passing => {
    const input: Input = JSON.parse(body);
    const call = readCall(action, input, keys);
    if (call === undefined) return { call, answered: () => {} };
    const refusal = ceilings()?.refusalOf(call.kind, call.touches);
    return { call, refusal, answered: (status, answer) => charge(call, status, answer) };
  };
  return {
    passPart,
    pass: (action, body) => {
      const passing = passPart(action, body);
      if (passing.call === undefined) return passing;
      const drawn = fault();
      const table = passing.refusal?.table ?? passing.call.touches[0]?.table;
      if ((passing.refusal !== undefined || drawn === "throttle") && table !== undefined) meter.tableRefused(table);
      return { ...passing, fault: drawn };
    },
  };
}
