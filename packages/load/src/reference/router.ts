import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";

export class HttpError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface User {
  accountId: string;
  memberships: { schoolId: string; role: string; personId: string }[];
  children: { schoolId: string; pupilId: string }[];
}

export interface HttpRequest {
  params: Record<string, string>;
  query: Record<string, string | undefined>;
  headers: Record<string, string | undefined>;
  body: unknown;
  user: User;
}

export interface RouteHandler {
  method: string;
  path: string;
  handle(request: HttpRequest): Promise<unknown>;
}

const now = (): Date => new Date(Date.now() + Number(process.env.PREAU_CLOCK_OFFSET_MS ?? "0"));
export const clock = { now, today: (): string => now().toISOString().slice(0, 10) };

const matchPath = (pattern: string, path: string): Record<string, string> | undefined => {
  const expected = pattern.split("/");
  const given = path.split("/");
  if (expected.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = given[index] ?? "";
    if (part.startsWith(":")) params[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return undefined;
  }
  return params;
};

const words = (claim: unknown): string[][] =>
  String(claim ?? "")
    .split(" ")
    .filter(Boolean)
    .map((word) => word.split(":"));

const userOf = (claims: Record<string, unknown>): User => ({
  accountId: String(claims.sub),
  memberships: words(claims.memberships).map(([schoolId = "", role = "", personId = ""]) => ({
    schoolId,
    role,
    personId,
  })),
  children: words(claims.children).map(([schoolId = "", pupilId = ""]) => ({ schoolId, pupilId })),
});

/** Finds the route of an event and takes the event apart for it. */
export const route = async (
  event: APIGatewayProxyEventV2WithJWTAuthorizer,
  routes: RouteHandler[],
): Promise<unknown> => {
  for (const { method, path, handle } of routes) {
    if (method !== event.requestContext.http.method) continue;
    const params = matchPath(path, event.rawPath);
    if (params === undefined) continue;
    return handle({
      params,
      query: event.queryStringParameters ?? {},
      headers: event.headers,
      body: event.body ? JSON.parse(event.body) : undefined,
      user: userOf(event.requestContext.authorizer.jwt.claims),
    });
  }
  throw new HttpError(404, "Not found");
};
