import { log } from "@preau/runtime/logger";
import { LostRace } from "@preau/store/lost-race";
import type { HttpReply } from "../http/reply.ts";
import { pageReply } from "../http/reply.ts";
import { formOf, type HttpRequest } from "../http/request.ts";
import type { Records } from "../store/records.ts";
import type { ServiceKey } from "../store/service-keys.ts";
import { refusedPage } from "./pages.ts";
import { answeredRequest, readResponse } from "./read-response.ts";
import { Refusal } from "./refusal.ts";
import { identityOf } from "./saml-attributes.ts";
import type { Partners, SamlSource } from "./sources.ts";
import type { PendingRequest } from "./start-saml.ts";
import { issueTicket } from "./ticket.ts";

export interface ReceiveSamlDeps {
  readonly records: Pick<Records, "find" | "save" | "consume">;
  readonly issuerUrl: string;
  serviceKeys(): Promise<readonly ServiceKey[]>;
  partners(): Promise<Partners>;
  /** Epoch seconds, real time. */
  now(): number;
  newId(): string;
}

/** Of a form that is read at all; what may be in it is bounded closer. */
const MOST_BYTES = 1024 * 1024;

const pendingOf = async (requestId: string, source: SamlSource, relayState: string, deps: ReceiveSamlDeps) => {
  const record = requestId === "" ? undefined : await deps.records.find("SamlRequest", requestId);
  const pending = record as (PendingRequest & { readonly consumed?: number }) | undefined;
  if (pending === undefined || pending.source !== source || pending.relayState !== relayState)
    throw new Refusal("saml-unknown-request");
  if (pending.consumed !== undefined) throw new Refusal("saml-replayed");
  return pending;
};

/** A request is answered once, even by two answers at the same instant. */
const useUp = (requestId: string, { records }: ReceiveSamlDeps): Promise<void> =>
  records.consume("SamlRequest", requestId).catch((error) => {
    throw error instanceof LostRace ? new Refusal("saml-replayed") : error;
  });

const received = async (form: URLSearchParams, source: SamlSource, deps: ReceiveSamlDeps): Promise<HttpReply> => {
  const { [source]: partner } = await deps.partners();
  if (partner === undefined) throw new Refusal("saml-wrong-issuer");
  const encoded = form.get("SAMLResponse") ?? "";
  const requestId = await answeredRequest(encoded);
  const { uid } = await pendingOf(requestId, source, form.get("RelayState") ?? "", deps);
  const keys = await deps.serviceKeys();
  const said = await readResponse(encoded, requestId, {
    source,
    partner,
    keys,
    issuerUrl: deps.issuerUrl,
    now: deps.now(),
  });
  await useUp(requestId, deps);
  return issueTicket({ uid, identity: identityOf[source](said) }, deps);
};

/**
 * Takes the answer of an identity provider. It comes in a form from another site, without our cookies: what it says waits under a
 * ticket until our own page finds, with the cookie, that this browser began the sign-in.
 */
export const receiveSaml = async (
  request: HttpRequest,
  source: SamlSource,
  deps: ReceiveSamlDeps,
): Promise<HttpReply> => {
  try {
    return await received(formOf(request, MOST_BYTES), source, deps);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    log("warn", "federation-refused", { step: source, problem: error.code });
    return pageReply(400, refusedPage(error.code));
  }
};
