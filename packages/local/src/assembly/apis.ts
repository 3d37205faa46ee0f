import * as z from "zod";
import { functionNameOf } from "./attributes.ts";
import type { Find } from "./find.ts";

const corsSchema = z.object({
  AllowOrigins: z.array(z.string()).default([]),
  AllowMethods: z.array(z.string()).default([]),
  AllowHeaders: z.array(z.string()).default([]),
  ExposeHeaders: z.array(z.string()).default([]),
  AllowCredentials: z.boolean().default(false),
  MaxAge: z.number().optional(),
});
const apiSchema = z.object({ ProtocolType: z.literal("HTTP"), CorsConfiguration: corsSchema.optional() });

const authorizerSchema = z.object({
  AuthorizerType: z.literal("JWT"),
  IdentitySource: z.array(z.literal("$request.header.Authorization")).default([]),
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()) }),
});

const integrationSchema = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal("AWS_PROXY"),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal("2.0"),
  IntegrationMethod: z.string().optional(),
  TimeoutInMillis: z.number().max(30_000).default(30_000),
  Description: z.string().optional(),
});

const routeSchema = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string().transform((target) => target.replace(/^integrations\//, "")),
  AuthorizationType: z.enum(["NONE", "JWT"]).default("NONE"),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
  OperationName: z.string().optional(),
});

/** Strict: CloudFormation does not check the names within RouteSettings, so a misspelt throttle would be no throttle. */
const throttleSchema = z.strictObject({
  ThrottlingRateLimit: z.number().optional(),
  ThrottlingBurstLimit: z.number().optional(),
  DetailedMetricsEnabled: z.boolean().optional(),
});
const stageSchema = z.object({
  ApiId: z.string(),
  StageName: z.literal("$default"),
  DefaultRouteSettings: throttleSchema.default({}),
  RouteSettings: z.record(z.string(), throttleSchema).default({}),
});

export type Cors = z.infer<typeof corsSchema>;
export type ThrottleSettings = z.infer<typeof throttleSchema>;
export interface AuthorizerModel {
  readonly issuer: string;
  readonly audience: readonly string[];
}
export interface RouteModel {
  readonly routeKey: string;
  readonly functionName: string;
  readonly timeoutMs: number;
  readonly authorizer?: AuthorizerModel | undefined;
  readonly scopes: readonly string[];
  readonly throttle: ThrottleSettings;
}
export interface ApiModel {
  readonly name: string;
  readonly cors?: Cors | undefined;
  readonly routes: readonly RouteModel[];
}

/** The HTTP APIs with their routes, each joined to its function, authorizer and throttle. */
export function apiModels(find: Find): ApiModel[] {
  const authorizers = find(["AWS::ApiGatewayV2::Authorizer"], authorizerSchema);
  const integrations = find(["AWS::ApiGatewayV2::Integration"], integrationSchema);
  const routes = find(["AWS::ApiGatewayV2::Route"], routeSchema);
  const stages = find(["AWS::ApiGatewayV2::Stage"], stageSchema);

  return find(["AWS::ApiGatewayV2::Api"], apiSchema).map(({ name, properties }) => {
    const stage = stages.find(({ properties: { ApiId } }) => ApiId === name)?.properties;
    if (stage === undefined) throw new Error(`the HTTP API ${name} has no $default stage: it would answer nothing`);
    const routesOfApi = routes.filter((route) => route.properties.ApiId === name);
    return {
      name,
      cors: properties.CorsConfiguration,
      routes: routesOfApi.map(({ stack, id, properties: route }): RouteModel => {
        const integration = integrations.find(({ ref }) => ref === route.Target)?.properties;
        const authorizer = authorizers.find(({ ref }) => ref === route.AuthorizerId)?.properties.JwtConfiguration;
        if (integration === undefined) throw new Error(`${stack.name}/${id}: no integration ${route.Target}`);
        if (route.AuthorizationType === "JWT" && authorizer === undefined) {
          throw new Error(`${stack.name}/${id}: no authorizer ${route.AuthorizerId}`);
        }
        return {
          routeKey: route.RouteKey,
          functionName: functionNameOf(integration.IntegrationUri),
          timeoutMs: integration.TimeoutInMillis,
          authorizer: authorizer && { issuer: authorizer.Issuer, audience: authorizer.Audience },
          scopes: route.AuthorizationScopes,
          throttle: { ...stage.DefaultRouteSettings, ...stage.RouteSettings[route.RouteKey] },
        };
      }),
    };
  });
}
