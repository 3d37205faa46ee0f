import { activate } from "./activation/activate.ts";
import { enteringDeps } from "./activation/entering-deps.ts";
import type { HttpRequest } from "./http/request.ts";
import { forgotten } from "./recovery/forgotten.ts";

const deps = enteringDeps();

export const handler = (request: HttpRequest) =>
  request.rawPath.endsWith("/forgotten") ? forgotten(request, deps) : activate(request, deps);
