import { functionNameOf } from "./attributes.ts";
import type { AssemblyModel } from "./model.ts";

/** Throws when a route, an event source, a rule or a schedule leads to a function or a queue that the assembly does not hold. */
export function checkReferences({
  functions,
  queues,
  tables,
  apis,
  eventSources,
  rules,
  schedules,
}: AssemblyModel): void {
  const known = new Set([
    ...functions.map(({ name }) => `function ${name}`),
    ...queues.map(({ name }) => `queue ${name}`),
    ...tables.map(({ name }) => `stream ${name}`),
  ]);
  const queueOf = (arn: string) => `queue ${arn.replace(/^.*:/, "")}`;
  const targetOf = (arn: string) => (arn.includes(":lambda:") ? `function ${functionNameOf(arn)}` : queueOf(arn));
  const needed = [
    ...apis.flatMap(({ routes }) => routes.map(({ routeKey, functionName }) => [routeKey, `function ${functionName}`])),
    ...eventSources.flatMap(({ id, functionName, kind, source, onFailureQueueArn }) => [
      [id, `function ${functionName}`],
      [id, `${kind} ${source}`],
      ...(onFailureQueueArn === undefined ? [] : [[id, queueOf(onFailureQueueArn)]]),
    ]),
    ...schedules.map(({ name, functionName }) => [name, `function ${functionName}`]),
    ...rules.flatMap(({ name, targets }) =>
      targets.flatMap(({ arn, deadLetterQueueArn }) => [
        [name, targetOf(arn)],
        ...(deadLetterQueueArn === undefined ? [] : [[name, queueOf(deadLetterQueueArn)]]),
      ]),
    ),
  ];
  const missing = needed.filter(([, reference]) => !known.has(reference ?? ""));
  if (missing.length > 0) {
    throw new Error(`The assembly leads nowhere: ${missing.map(([from, to]) => `${from} → ${to}`).join(", ")}`);
  }
}
