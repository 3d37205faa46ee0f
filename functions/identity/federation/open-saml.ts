import type { HttpReply } from "../http/reply.ts";
import { pageReply } from "../http/reply.ts";
import type { HttpRequest } from "../http/request.ts";
import { closedPage } from "./pages.ts";
import { type ReceiveSamlDeps, receiveSaml } from "./receive-saml.ts";
import { samlMetadata } from "./saml-metadata.ts";
import { type StartSamlDeps, startSaml } from "./start-saml.ts";

export type SamlDeps = Omit<StartSamlDeps, "records"> & ReceiveSamlDeps;

/** Answers the routes of SAML. */
export const openSaml =
  (deps: SamlDeps) =>
  async (request: HttpRequest): Promise<HttpReply> => {
    switch (request.routeKey) {
      case "GET /federation/saml/metadata":
        return samlMetadata(deps.issuerUrl, await deps.serviceKeys());
      case "GET /sign-in/{uid}/educonnect":
        return startSaml(request, "educonnect", deps);
      case "GET /sign-in/{uid}/agents":
        return startSaml(request, "agents", deps);
      case "POST /federation/educonnect/acs":
        return receiveSaml(request, "educonnect", deps);
      case "POST /federation/agents/acs":
        return receiveSaml(request, "agents", deps);
      default:
        return pageReply(404, closedPage());
    }
  };
