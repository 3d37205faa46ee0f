import type { Capability } from "@preau/contract";
import type { HttpReply } from "../http/reply.ts";
import type { HttpRequest } from "../http/request.ts";
import { identity } from "../manifest.ts";

export type Handler = (request: HttpRequest) => Promise<HttpReply>;

const matching = (routeKey: string, method: string, path: string): Record<string, string> | undefined => {
  const [wanted = "", route = ""] = routeKey.split(" ");
  const found = new RegExp(`^${route.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`).exec(path);
  return wanted === method && found ? { ...found.groups } : undefined;
};

/** A gateway with the routes of a manifest (identity's unless told) in front of the given functions. */
export const gateway =
  (functions: Readonly<Record<string, Handler>>, of: Pick<Capability, "functions"> = identity) =>
  (method: string, path: string) => {
    for (const [name, spec] of Object.entries(of.functions))
      for (const routeKey of spec.issuerRoutes ?? []) {
        const pathParameters = matching(routeKey, method, path);
        const handler = functions[name];
        if (pathParameters && handler) return { routeKey, pathParameters, handler };
      }
    return undefined;
  };

export type Gateway = ReturnType<typeof gateway>;
