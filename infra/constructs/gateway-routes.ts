import { Stack, Validations } from "aws-cdk-lib";
import { CfnIntegration, CfnRoute, type CfnRouteProps } from "aws-cdk-lib/aws-apigatewayv2";
import { CfnPermission } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { SchoolFunction } from "./school-function.ts";

export interface GatewayRoutesProps {
  readonly apiId: string;
  readonly target: SchoolFunction;
  readonly routeKeys: readonly string[];
  /** How callers prove who they are; absent for the issuer, which is where they do. */
  readonly authorization?: Pick<CfnRouteProps, "authorizationType" | "authorizerId">;
}

/** Explicit routes of an HTTP API to one function: no `ANY`, no `{proxy+}`, so that an undeclared path never reaches code. */
export class GatewayRoutes extends Construct {
  readonly routes: readonly CfnRoute[];

  constructor(scope: Construct, id: string, { apiId, target, routeKeys, authorization }: GatewayRoutesProps) {
    super(scope, id);
    const { partition, region, account } = Stack.of(this);
    const integration = new CfnIntegration(this, "integration", {
      apiId,
      integrationType: "AWS_PROXY",
      integrationMethod: "POST",
      integrationUri: target.invocationUri,
      payloadFormatVersion: "2.0",
    });
    new CfnPermission(this, "permission", {
      action: "lambda:InvokeFunction",
      functionName: target.arn,
      principal: "apigateway.amazonaws.com",
      sourceArn: `arn:${partition}:execute-api:${region}:${account}:${apiId}/*/*`,
    });
    if (authorization === undefined)
      Validations.of(this).acknowledge({
        id: "AwsSolutions-APIG4",
        reason: "These are the routes by which people sign in: nobody has a token yet.",
      });
    this.routes = routeKeys.map(
      (routeKey) =>
        new CfnRoute(this, routeKey.replaceAll(/[^A-Za-z0-9]+/g, "-"), {
          apiId,
          routeKey,
          target: `integrations/${integration.ref}`,
          ...(authorization ?? { authorizationType: "NONE" }),
        }),
    );
  }
}
