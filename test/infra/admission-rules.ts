import { capabilityList } from "../../infra/capability-list.ts";
import { priorityOf } from "../../infra/scaling/demand.ts";
import type { Rule } from "./rule.ts";
import { ofType } from "./templates.ts";

interface Detail {
  readonly alarmName?: readonly { readonly prefix: string }[];
  readonly state?: { readonly value?: readonly string[] };
}

/** How the cell learns by itself that the essential are refused. */
export const admissionRules: readonly Rule[] = [
  {
    says: "every essential function has an alarm on its refusals, under a name that admission hears, and no other alarm has",
    breaches: (templates) => {
      const prefixes = ofType(templates, "AWS::Events::Rule").flatMap(
        ({ Properties }) => (Properties.EventPattern?.detail as Detail | undefined)?.alarmName ?? [],
      );
      const heard = ofType(templates, "AWS::CloudWatch::Alarm").filter(({ Properties }) =>
        prefixes.some(({ prefix }) => String(Properties.AlarmName).startsWith(prefix)),
      );
      const watched = heard.map(({ Properties: { Namespace, MetricName, Dimensions } }) =>
        [Namespace, MetricName, ...Dimensions.map(({ Value }: { Value: string }) => Value)].join(" "),
      );
      const stage = ofType(templates, "AWS::Lambda::Function")[0]?.Properties.FunctionName?.split("-")[1];
      const essential = capabilityList.flatMap((capability) =>
        Object.keys(capability.functions)
          .filter((name) => priorityOf(capability, name) === "essential")
          .map((name) => `AWS/Lambda Throttles preau-${stage}-${capability.name}-${name}`),
      );
      return [
        ...essential.filter((one) => !watched.includes(one)).map((one) => `no alarm on ${one}`),
        ...watched.filter((one) => !essential.includes(one)).map((one) => `admission hears ${one}`),
      ];
    },
  },
  {
    says: "a function that hears alarms is told of both ends of them, by a rule of the default bus and in few bytes",
    breaches: (templates) => {
      const rules = ofType(templates, "AWS::Events::Rule").filter(
        ({ Properties }) => Properties.EventPattern?.source?.[0] === "aws.cloudwatch",
      );
      const hearing = capabilityList.flatMap(({ name, functions }) =>
        Object.entries(functions).flatMap(([fn, { onAlarms }]) => (onAlarms ? [`${name} ${fn}`] : [])),
      );
      return [
        ...(rules.length === hearing.length ? [] : [`${rules.length} rules for ${hearing.join()}`]),
        ...rules.flatMap(({ at, Properties }) => {
          const detail = Properties.EventPattern.detail as Detail;
          return [
            ...(detail.state?.value?.toSorted().join() === "ALARM,OK" ? [] : [`${at}: not both ends`]),
            ...(Properties.EventBusName === undefined ? [] : [`${at}: another bus`]),
            ...(Properties.Targets?.[0]?.InputPath === "$.detail" ? [] : [`${at}: the whole event`]),
          ];
        }),
      ];
    },
  },
];
