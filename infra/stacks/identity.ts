import { Stack, type StackProps } from "aws-cdk-lib";
import { CfnApi } from "aws-cdk-lib/aws-apigatewayv2";
import type { Construct } from "constructs";
import { GatewayStage } from "../constructs/gateway-stage.ts";
import { throttleOf } from "../scaling/throttle.ts";
import type { Stage } from "../stages.ts";

interface IdentityApiStackProps extends StackProps {
  readonly stage: Stage;
}

/** The issuer's own HTTP API: a sign-in storm spends its own throttle, and the edge can read its discovery document when it is created. */
export class IdentityApiStack extends Stack {
  readonly apiId: string;
  readonly url: string;

  constructor(scope: Construct, id: string, { stage, ...props }: IdentityApiStackProps) {
    super(scope, id, props);
    const api = new CfnApi(this, "api", {
      name: `preau-${stage.name}-identity`,
      protocolType: "HTTP",
      failOnWarnings: true,
      corsConfiguration: {
        allowOrigins: [stage.portal],
        allowMethods: ["GET", "POST"],
        allowHeaders: ["content-type"],
      },
    });
    new GatewayStage(this, "stage", {
      apiId: api.ref,
      logGroupName: `/preau/${stage.name}/gateway/identity`,
      throttle: throttleOf(stage, "essential"),
    });
    this.apiId = api.ref;
    this.url = api.attrApiEndpoint;
  }
}
