import type { RouteModel } from "../assembly/apis.ts";

export interface RouteMatch {
  readonly route: RouteModel;
  /** Decoded values of the path variables. */
  readonly parameters: Readonly<Record<string, string>>;
}

interface Candidate {
  readonly route: RouteModel;
  readonly method: string;
  readonly segments: readonly string[];
  /** The smaller, the more specific: text before `{variable}` before `{variable+}`, a method before ANY. */
  readonly rank: string;
}

/**
 * Builds the route selection of an HTTP API: the most specific route whose path and method both fit, else `$default`,
 * else undefined.
 */
export function createRouteMatch(
  routes: readonly RouteModel[],
): (method: string, path: string) => RouteMatch | undefined {
  const fallback = routes.find(({ routeKey }) => routeKey === "$default");
  const candidates = routes
    .filter((route) => route !== fallback)
    .map(candidate)
    .sort((left, right) => (left.rank < right.rank ? -1 : 1));
  return (method, path) => {
    const segments = path.split("/").slice(1);
    for (const { route, method: wanted, segments: pattern } of candidates) {
      const parameters = wanted === method || wanted === "ANY" ? parametersOf(pattern, segments) : undefined;
      if (parameters !== undefined) return { route, parameters };
    }
    return fallback && { route: fallback, parameters: {} };
  };
}

function candidate(route: RouteModel): Candidate {
  const [method = "", path = ""] = route.routeKey.split(" ");
  const segments = path.split("/").slice(1);
  const ranks = segments.map((segment) => (/^\{.*\+\}$/.test(segment) ? 2 : segment.startsWith("{") ? 1 : 0));
  return { route, method, segments, rank: `${ranks.join("")}${method === "ANY" ? 1 : 0}` };
}

function parametersOf(pattern: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const parameters: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const name = /^\{(.+?)(\+?)\}$/.exec(expected);
    const found = name?.[2] ? segments.slice(index).join("/") : segments[index];
    if (found === undefined || (name && found === "")) return undefined;
    if (name?.[1] === undefined) {
      if (found !== expected) return undefined;
    } else parameters[name[1]] = decoded(found);
    if (name?.[2]) return parameters;
  }
  return pattern.length === segments.length ? parameters : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
