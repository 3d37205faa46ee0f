import { log } from "@preau/runtime/logger";
import { LostRace } from "@preau/store/lost-race";
import { type HttpReply, pageReply } from "../http/reply.ts";
import type { HttpRequest } from "../http/request.ts";
import { interactionOf } from "../interaction.ts";
import { expiredPage } from "../pages/message-page.ts";
import type { Records } from "../store/records.ts";
import { authorizeUrl, readIdentity } from "./france-connect.ts";
import { closedPage, refusedPage } from "./pages.ts";
import { Refusal } from "./refusal.ts";
import type { Partners } from "./sources.ts";
import { REQUEST_LIVES, wantsProof } from "./start-saml.ts";
import { issueTicket } from "./ticket.ts";

export interface FranceConnectDeps {
  readonly records: Pick<Records, "find" | "save" | "consume">;
  readonly issuerUrl: string;
  cookieKeys(): Promise<readonly string[]>;
  partners(): Promise<Partners>;
  newId(): string;
}

const start = async (request: HttpRequest, deps: FranceConnectDeps): Promise<HttpReply> => {
  const interaction = await interactionOf(request, { records: deps.records, cookieKeys: await deps.cookieKeys() });
  if (interaction === undefined) return pageReply(400, expiredPage());
  const { franceconnect } = await deps.partners();
  if (franceconnect === undefined) return pageReply(404, closedPage());
  const [state, nonce] = [deps.newId(), deps.newId()];
  await deps.records.save("OidcRequest", state, { uid: interaction.uid, nonce }, REQUEST_LIVES);
  const again = wantsProof(interaction.record);
  const location = await authorizeUrl(franceconnect, { issuerUrl: deps.issuerUrl, state, nonce, again });
  return { statusCode: 303, headers: { location, "cache-control": "no-store" } };
};

const received = async ({ rawQueryString }: HttpRequest, deps: FranceConnectDeps): Promise<HttpReply> => {
  const state = new URLSearchParams(rawQueryString).get("state") ?? "";
  const { franceconnect } = await deps.partners();
  const record = state === "" ? undefined : await deps.records.find("OidcRequest", state);
  if (record === undefined || franceconnect === undefined) throw new Refusal("oidc-unknown-request");
  await deps.records.consume("OidcRequest", state).catch((error) => {
    throw error instanceof LostRace ? new Refusal("oidc-replayed") : error;
  });
  const identity = await readIdentity(franceconnect, {
    issuerUrl: deps.issuerUrl,
    query: rawQueryString,
    state,
    nonce: String(record.nonce),
  });
  return issueTicket({ uid: String(record.uid), identity }, deps);
};

/** Answers the routes of FranceConnect: asks it who the person is, and takes its answer once. */
export const openFranceConnect =
  (deps: FranceConnectDeps) =>
  async (request: HttpRequest): Promise<HttpReply> => {
    if (request.routeKey === "GET /sign-in/{uid}/franceconnect") return start(request, deps);
    try {
      return await received(request, deps);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      log("warn", "federation-refused", { step: "franceconnect", problem: error.code });
      return pageReply(400, refusedPage(error.code));
    }
  };
