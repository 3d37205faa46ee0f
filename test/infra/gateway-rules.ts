import { readFileSync } from "node:fs";
import { type Capability, routesOf } from "@preau/contract";
import { capabilityList } from "../../infra/capability-list.ts";
import { each, type Rule } from "./rule.ts";
import { ofType } from "./templates.ts";

const headingsOf = (capability: Capability): string =>
  readFileSync(new URL(`../../functions/${capability.name}/README.md`, import.meta.url), "utf8");

/** What stands between the outside and the functions, and what tells when they fail. */
export const gatewayRules: readonly Rule[] = [
  {
    says: "every route of every contract is deployed once, behind the access token and its own throttle",
    breaches: (templates) => {
      const deployed = ofType(templates, "AWS::ApiGatewayV2::Route");
      const settings = Object.assign(
        {},
        ...ofType(templates, "AWS::ApiGatewayV2::Stage").map(({ Properties }) => Properties.RouteSettings ?? {}),
      );
      return capabilityList.flatMap((capability) =>
        Object.keys(capability.functions)
          .flatMap((name) => routesOf(capability, name))
          .flatMap((operation) => {
            const route = capability.contract.routes[operation];
            const key = `${route?.method} ${route?.path}`;
            const found = deployed.filter(({ Properties }) => Properties.RouteKey === key);
            return [
              ...(found.length === 1 ? [] : [`${key} is deployed ${found.length} times`]),
              ...(found.every(({ Properties }) => Properties.AuthorizationType === "JWT")
                ? []
                : [`${key} is open to anybody`]),
              ...(settings[key]?.ThrottlingRateLimit > 0 ? [] : [`${key} has no throttle`]),
            ];
          }),
      );
    },
  },
  {
    says: "nothing is public but what the issuer declares",
    breaches: (templates) => {
      const declared = new Set(
        capabilityList.flatMap(({ functions }) =>
          Object.values(functions).flatMap(({ issuerRoutes }) => issuerRoutes ?? []),
        ),
      );
      return ofType(templates, "AWS::ApiGatewayV2::Route")
        .filter(({ Properties }) => Properties.AuthorizationType !== "JWT" && !declared.has(Properties.RouteKey))
        .map(({ at, Properties }) => `${at}: ${Properties.RouteKey}`);
    },
  },
  {
    says: "an HTTP API that cannot be built as written is not built at all",
    breaches: each("AWS::ApiGatewayV2::Api", ({ Properties }) => Properties.FailOnWarnings !== true, "warnings pass"),
  },
  {
    says: "every function has an alarm that says what schools lose and a page that says what to do",
    breaches: (templates) => {
      const descriptions = ofType(templates, "AWS::CloudWatch::Alarm").map(({ Properties }) =>
        String(Properties.AlarmDescription),
      );
      return capabilityList.flatMap((capability) =>
        Object.keys(capability.functions).flatMap((name) => {
          const alarm = descriptions.find((text) => text.startsWith(`${capability.name} ${name}: errors.`));
          return [
            ...(alarm?.includes(capability.impact) ? [] : [`${capability.name} ${name} has no alarm with its impact`]),
            ...(headingsOf(capability).includes(`### ${name} errors\n`)
              ? []
              : [`functions/${capability.name}/README.md: no heading "${name} errors"`]),
          ];
        }),
      );
    },
  },
  {
    says: "the distance to a limit has a page that says what to do",
    breaches: (templates) => {
      const pages = readFileSync(new URL("../../infra/README.md", import.meta.url), "utf8");
      return ofType(templates, "AWS::CloudWatch::Alarm").flatMap(({ at, Properties }) => {
        const heading = /infra\/README\.md, "(.+)"\.$/.exec(Properties.AlarmDescription)?.[1];
        const lost = heading !== undefined && !pages.includes(`### ${heading}\n`);
        return lost ? [`${at}: no heading "${heading}"`] : [];
      });
    },
  },
];
