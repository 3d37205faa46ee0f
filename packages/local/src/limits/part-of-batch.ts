import type { BatchInput, Input } from "./dynamodb-call.ts";
import type { Passing } from "./dynamodb-gate.ts";

/**
 * What a batch may still ask when a ceiling refuses some of its items: the others go to the engine, those refused come back unprocessed, as
 * DynamoDB does. Undefined for what is no batch, and for a batch of which nothing would pass. `judge` tells of the body of a call whether it passes.
 */
export function partOfBatch(
  { call }: Passing,
  judge: (body: string) => Passing,
): { passing: Passing; body: string; complete(answer: string): string } | undefined {
  if (call === undefined || !call.action.startsWith("Batch")) return undefined;
  const single = Object.entries(call.input.RequestItems ?? {}).flatMap(
    ([table, asked]): [string, BatchInput[string]][] =>
      "Keys" in asked
        ? asked.Keys.map((key) => [table, { ...asked, Keys: [key] }])
        : asked.map((one) => [table, [one]]),
  );
  const bodyOf = (RequestItems: BatchInput): string => JSON.stringify({ ...call.input, RequestItems } satisfies Input);
  const refused = single.filter(([table, one]) => judge(bodyOf({ [table]: one })).refusal !== undefined);
  const passing = single.filter((one) => !refused.includes(one));
  if (passing.length === 0) return undefined;
  const body = bodyOf(joined(passing));
  const unprocessed = call.action === "BatchGetItem" ? "UnprocessedKeys" : "UnprocessedItems";
  return {
    passing: judge(body),
    body,
    complete: (answer) => {
      const given: Record<string, BatchInput | undefined> = JSON.parse(answer);
      const left = [...Object.entries(given[unprocessed] ?? {}), ...refused];
      return JSON.stringify({ ...given, [unprocessed]: joined(left) });
    },
  };
}

function joined(entries: readonly [string, BatchInput[string]][]): BatchInput {
  const tables = Map.groupBy(entries, ([table]) => table);
  return Object.fromEntries(
    [...tables].map(([table, asked]) => {
      const keys = asked.flatMap(([, one]) => ("Keys" in one ? one.Keys : []));
      const writes = asked.flatMap(([, one]) => ("Keys" in one ? [] : one));
      const [, first] = asked[0] ?? [];
      return [table, first !== undefined && "Keys" in first ? { ...first, Keys: keys } : writes];
    }),
  );
}
