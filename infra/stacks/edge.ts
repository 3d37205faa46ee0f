import { type Priority, type Route, routesOf } from "@preau/contract";
import { CfnOutput, Stack, type StackProps } from "aws-cdk-lib";
import { CfnApi, CfnAuthorizer } from "aws-cdk-lib/aws-apigatewayv2";
import type { Construct } from "constructs";
import { GatewayRoutes } from "../constructs/gateway-routes.ts";
import { GatewayStage } from "../constructs/gateway-stage.ts";
import { shareOf } from "../scaling/demand.ts";
import { throttleOf } from "../scaling/throttle.ts";
import type { Stage } from "../stages.ts";
import type { CapabilityStack } from "./capability.ts";
import type { IdentityApiStack } from "./identity.ts";

interface EdgeStackProps extends StackProps {
  readonly stage: Stage;
  readonly stacks: readonly CapabilityStack[];
  readonly issuer: IdentityApiStack;
}

const keyOf = ({ method, path }: Route): string => `${method} ${path}`;

/** The API that apps call: one HTTP API, one JWT authorizer, the routes of every contract, each with the throttle of its priority and of its part of a bell. */
export class EdgeStack extends Stack {
  readonly apiId: string;

  constructor(scope: Construct, id: string, { stage, stacks, issuer, ...props }: EdgeStackProps) {
    super(scope, id, props);
    const api = new CfnApi(this, "api", {
      name: `preau-${stage.name}-edge`,
      protocolType: "HTTP",
      failOnWarnings: true,
      corsConfiguration: {
        allowOrigins: [stage.portal],
        allowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
        allowHeaders: ["authorization", "content-type", "idempotency-key", "if-none-match", "x-correlation-id"],
        exposeHeaders: ["etag", "retry-after", "x-correlation-id", "idempotency-replayed", "deprecation", "sunset"],
        maxAge: 3600,
      },
    });
    const authorizer = new CfnAuthorizer(this, "authorizer", {
      apiId: api.ref,
      name: "access-token",
      authorizerType: "JWT",
      identitySource: ["$request.header.Authorization"],
      jwtConfiguration: { audience: ["preau-api"], issuer: issuer.url },
    });
    const routes = stacks.flatMap(({ capability, functions }) =>
      functions.flatMap((fn) => {
        const operations = routesOf(capability, fn.name).map((operation) => capability.contract.routes[operation]);
        const served = operations.filter((route) => route !== undefined);
        if (served.length === 0) return [];
        return new GatewayRoutes(this, `${capability.name}-${fn.name}`, {
          apiId: api.ref,
          target: fn,
          routeKeys: served.map(keyOf),
          authorization: { authorizationType: "JWT", authorizerId: authorizer.ref },
        }).routes;
      }),
    );
    new GatewayStage(this, "stage", {
      apiId: api.ref,
      logGroupName: `/preau/${stage.name}/gateway/edge`,
      throttle: throttleOf(stage, "essential"),
      routes,
      routeSettings: Object.fromEntries(
        stacks
          .flatMap(({ capability, functions }) => functions.map(({ name }) => ({ capability, name })))
          .flatMap(({ capability, name }) =>
            routesOf(capability, name)
              .map((operation) => capability.contract.routes[operation])
              .filter((route) => route !== undefined)
              .map((route) => [keyOf(route), this.#settings(stage, route.priority, shareOf(capability, name))]),
          ),
      ),
    });
    this.apiId = api.ref;
    // The issuer must answer before the authorizer is created: API Gateway reads its discovery document then.
    for (const stack of stacks) if (stack.capability.name === "identity") this.addStackDependency(stack);
    new CfnOutput(this, "ApiUrl", { value: api.attrApiEndpoint });
    new CfnOutput(this, "IssuerUrl", { value: issuer.url });
  }

  #settings(stage: Stage, priority: Priority, share: number) {
    const { rate, burst } = throttleOf(stage, priority, share);
    // A free-form map of CloudFormation: its keys are not translated, so they are written as it reads them.
    return { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst, DetailedMetricsEnabled: true };
  }
}
