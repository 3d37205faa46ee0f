import type * as z from "zod";
import type { Contract } from "./capability.ts";
import { mediaTypeOf } from "./file.ts";
import { Components } from "./openapi-components.ts";
import { kernelProblems, type Problems } from "./problem.ts";
import { ProblemDocument } from "./problem-document.ts";
import type { Route } from "./route.ts";

/** Every kernel problem that a route may answer, besides its own. */
const KERNEL_CODES = [
  "invalid-request",
  "unauthenticated",
  "signed-out",
  "forbidden",
  "not-found",
  "too-many-requests",
  "internal-error",
  "capability-off",
  "temporarily-unavailable",
];

const parametersOf = (place: "path" | "query", schema: z.ZodObject | undefined, components: Components) =>
  Object.entries(schema?.shape ?? {}).map(([name, field]) => ({
    name,
    in: place,
    required: place === "path" || !(field as z.ZodType).safeParse(undefined).success,
    schema: components.refer(field as z.ZodType, "input"),
  }));

const problemReplies = (codes: readonly string[], problems: Problems) => {
  const byStatus = new Map<number, string[]>();
  for (const code of codes) {
    const status = problems[code]?.status;
    if (status !== undefined)
      byStatus.set(status, [...(byStatus.get(status) ?? []), `\`${code}\`: ${problems[code]?.title}`]);
  }
  const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  const headers = {
    "Retry-After": { schema: { type: "integer" }, description: "Seconds to wait before asking again" },
  };
  return Object.fromEntries(
    [...byStatus].map(([status, titles]) => [
      status,
      { description: titles.join("\n\n"), ...([429, 503].includes(status) && { headers }), content },
    ]),
  );
};

const operationOf = (contract: Contract, operationId: string, route: Route, components: Components) => {
  const content = (schema: z.ZodType, io: "input" | "output") => {
    const mediaType = mediaTypeOf(schema);
    if (mediaType !== undefined) return { [mediaType]: { schema: { type: "string", format: "binary" } } };
    const [value] = (schema.meta()?.examples ?? []) as readonly unknown[];
    return {
      "application/json": {
        schema: components.refer(schema, io),
        ...(value !== undefined && { examples: { example: { value } } }),
      },
    };
  };
  const key = {
    name: "Idempotency-Key",
    in: "header",
    required: true,
    schema: { type: "string", minLength: 8, maxLength: 128 },
    description: "A replay under the same key gets the first answer, for 7 days",
  };
  const codes = [
    ...KERNEL_CODES,
    ...(route.path.includes("{schoolId}") ? ["blocked"] : []),
    ...(route.priority === "essential" ? [] : ["outside-hours"]),
    ...(route.idempotent ? ["version-conflict", "idempotency-key-reused"] : []),
    ...(route.body ? ["unsupported-media-type"] : []),
    ...(route.problems ?? []),
  ];
  return {
    operationId,
    tags: [contract.name],
    summary: route.summary,
    description: `Roles: ${route.roles.join(", ")}. Priority: ${route.priority}.`,
    ...(route.deprecated && { deprecated: true }),
    "x-roles": route.roles,
    "x-priority": route.priority,
    parameters: [
      ...parametersOf("path", route.params, components),
      ...parametersOf("query", route.query, components),
      ...(route.idempotent ? [key] : []),
    ],
    ...(route.body && { requestBody: { required: true, content: content(route.body, "input") } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.replies).map(([status, schema]) => [
          status,
          { description: schema.meta()?.description ?? "Done", content: content(schema, "output") },
        ]),
      ),
      ...problemReplies(codes, { ...kernelProblems, ...contract.problems }),
    },
  };
};

/**
 * The OpenAPI 3.1 document of the contracts: schemas with an id become components, every declared problem is listed with its French title.
 * Pure: the same contracts give the same document, which is reviewed as a snapshot.
 */
export const toOpenApi = (
  contracts: readonly Contract[],
  server: { readonly url: string; readonly issuerUrl: string },
) => {
  const components = new Components();
  components.refer(ProblemDocument, "output");
  const paths: Record<string, Record<string, unknown>> = {};
  for (const contract of contracts)
    for (const [operationId, route] of Object.entries(contract.routes)) {
      const operation = operationOf(contract, operationId, route, components);
      paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operation };
    }
  return {
    openapi: "3.1.0",
    info: {
      title: "Préau",
      version: "1",
      description: "The API of an open digital workspace for French schools. Texts meant for people are in French.",
      license: { name: "EUPL-1.2", identifier: "EUPL-1.2" },
    },
    servers: [{ url: server.url }],
    security: [{ bearer: [] }, { oidc: ["preau"] }],
    tags: contracts
      .filter(({ routes }) => Object.keys(routes).length > 0)
      .map(({ name, title }) => ({ name, description: title })),
    paths,
    components: {
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT", description: "An access token of the issuer" },
        oidc: { type: "openIdConnect", openIdConnectUrl: `${server.issuerUrl}/.well-known/openid-configuration` },
      },
      schemas: Object.fromEntries(Object.entries(components.schemas).sort(([a], [b]) => a.localeCompare(b))),
    },
  };
};
