import { randomUUID } from "node:crypto";
import { functionNameOf } from "../assembly/attributes.ts";
import type { RuleModel, TargetModel } from "../assembly/rules.ts";
import { accountId, region } from "../engines/aws-call.ts";
import type { AsyncInvoker } from "../lambda/invoke-async.ts";
import type { Send } from "../sources/send-message.ts";
import { compilePattern } from "./pattern.ts";

export interface BusEntry {
  readonly Source?: string | undefined;
  readonly DetailType?: string | undefined;
  readonly Detail?: string | undefined;
  readonly EventBusName?: string | undefined;
  readonly Resources?: string[] | undefined;
  readonly Time?: number | undefined;
}

export type BusResult = { EventId: string } | { ErrorCode: string; ErrorMessage: string };

/** Puts one event on its bus; resolves once every queue that a rule names holds it durably. */
export type PutEvent = (entry: BusEntry) => Promise<BusResult>;

/**
 * The event buses: rules are compiled at once, so that an unknown operator is told at start.
 * A target that refuses gets its event into the dead-letter queue of the rule's target, if it has one.
 */
export function createBus(options: {
  buses: readonly string[];
  rules: readonly RuleModel[];
  send: Send;
  invoker: AsyncInvoker;
}): PutEvent {
  const rules = options.rules.map((rule) => ({ ...rule, matches: compilePattern(rule.pattern) }));

  const deliver = async (rule: RuleModel, target: TargetModel, event: Record<string, unknown>): Promise<void> => {
    const body = target.input ?? JSON.stringify(part(event, target.inputPath));
    const giveUp = async (error: string) => {
      if (target.deadLetterQueueArn === undefined) return;
      const ruleArn = `arn:aws:events:${region}:${accountId}:rule/${rule.bus}/${rule.name}`;
      await options.send(target.deadLetterQueueArn, JSON.stringify(event), {
        RULE_ARN: ruleArn,
        TARGET_ARN: target.arn,
        ERROR_CODE: "TARGET_FAILED",
        ERROR_MESSAGE: error.slice(0, 1_000),
      });
    };
    if (target.arn.startsWith("arn:aws:lambda:"))
      return options.invoker.invoke(functionNameOf(target.arn), body, giveUp);
    await options.send(target.arn, body).catch((error) => giveUp(String(error)));
  };

  return async (entry) => {
    const bus = (entry.EventBusName ?? "default").replace(/^.*event-bus\//, "");
    const refused = (ErrorMessage: string): BusResult => ({ ErrorCode: "InvalidArgument", ErrorMessage });
    if (!entry.Source) return refused("Parameter Source is not valid. Reason: Source is a required argument.");
    if (!entry.DetailType)
      return refused("Parameter DetailType is not valid. Reason: DetailType is a required argument.");
    const detail = parsed(entry.Detail);
    if (detail === undefined) {
      return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
    }
    // AWS accepts an event for a bus that does not exist and drops it; here the mistake is told.
    if (!options.buses.includes(bus)) return refused(`Event bus ${bus} does not exist.`);
    const event = {
      version: "0",
      id: randomUUID(),
      "detail-type": entry.DetailType,
      source: entry.Source,
      account: accountId,
      time: new Date(entry.Time === undefined ? Date.now() : entry.Time * 1_000).toISOString().replace(/\.\d+Z$/, "Z"),
      region,
      resources: entry.Resources ?? [],
      detail,
    };
    const matching = rules.filter((rule) => rule.bus === bus && rule.matches(event));
    await Promise.all(matching.flatMap((rule) => rule.targets.map((target) => deliver(rule, target, event))));
    return { EventId: event.id };
  };
}

function part(event: Record<string, unknown>, path: string | undefined): unknown {
  if (path === undefined || path === "$") return event;
  const keys = path.replace(/^\$\./, "").split(".");
  return keys.reduce<unknown>((value, key) => Object.entries(value ?? {}).find(([name]) => name === key)?.[1], event);
}

function parsed(detail: string | undefined): object | undefined {
  try {
    const value: unknown = JSON.parse(detail ?? "");
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
