import { RemovalPolicy } from "aws-cdk-lib";
import { type CfnRoute, CfnStage, type CfnStageProps } from "aws-cdk-lib/aws-apigatewayv2";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";

/** What an access log line holds: figures and ids; no address, no agent, no query of anyone. */
const ACCESS_LOG = JSON.stringify({
  requestId: "$context.requestId",
  routeKey: "$context.routeKey",
  status: "$context.status",
  latencyMs: "$context.responseLatency",
  integrationMs: "$context.integrationLatency",
  bytes: "$context.responseLength",
  error: "$context.error.responseType",
});

export interface GatewayStageProps {
  readonly apiId: string;
  readonly logGroupName: string;
  readonly throttle: { readonly rate: number; readonly burst: number };
  readonly routeSettings?: CfnStageProps["routeSettings"];
  /** Settings of a route are refused until the route exists. */
  readonly routes?: readonly CfnRoute[];
}

/** The `$default` stage of an HTTP API: deployed by itself, logged, throttled. */
export class GatewayStage extends Construct {
  constructor(scope: Construct, id: string, props: GatewayStageProps) {
    super(scope, id);
    const logs = new LogGroup(this, "access", {
      logGroupName: props.logGroupName,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const stage = new CfnStage(this, "stage", {
      apiId: props.apiId,
      stageName: "$default",
      autoDeploy: true,
      accessLogSettings: { destinationArn: logs.logGroupArn, format: ACCESS_LOG },
      defaultRouteSettings: {
        // Charged for each route and each hour: twice what the API and its database cost. The access log says as much.
        detailedMetricsEnabled: false,
        throttlingRateLimit: props.throttle.rate,
        throttlingBurstLimit: props.throttle.burst,
      },
      ...(props.routeSettings !== undefined && { routeSettings: props.routeSettings }),
    });
    for (const route of props.routes ?? []) stage.addResourceDependency(route);
  }
}
