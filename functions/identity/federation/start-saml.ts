import type { HttpReply } from "../http/reply.ts";
import { pageReply } from "../http/reply.ts";
import type { HttpRequest } from "../http/request.ts";
import { interactionOf } from "../interaction.ts";
import { expiredPage } from "../pages/message-page.ts";
import type { Records } from "../store/records.ts";
import type { ServiceKey } from "../store/service-keys.ts";
import { closedPage } from "./pages.ts";
import { serviceProvider } from "./service-provider.ts";
import type { Partners, SamlSource } from "./sources.ts";

export interface StartSamlDeps {
  readonly records: Pick<Records, "find" | "save">;
  readonly issuerUrl: string;
  cookieKeys(): Promise<readonly string[]>;
  serviceKeys(): Promise<readonly ServiceKey[]>;
  partners(): Promise<Partners>;
  newId(): string;
}

/** A request is answered by somebody who looks for a password; then the sign-in page is over as well. Seconds. */
export const REQUEST_LIVES = 3_600;

/** What is kept of a request until it is answered, once. */
export interface PendingRequest {
  readonly source: string;
  readonly uid: string;
  readonly relayState: string;
}

/** Whether the application wants the person to prove anew who they are, whoever is signed in at the federation. */
export const wantsProof = ({ params }: Readonly<Record<string, unknown>>): boolean =>
  /\blogin\b/.test(String((params as { prompt?: unknown } | undefined)?.prompt ?? ""));

/** Sends the browser to the identity provider with a signed request, for the sign-in that this very browser began. */
export const startSaml = async (request: HttpRequest, source: SamlSource, deps: StartSamlDeps): Promise<HttpReply> => {
  const interaction = await interactionOf(request, { records: deps.records, cookieKeys: await deps.cookieKeys() });
  if (interaction === undefined) return pageReply(400, expiredPage());
  const { [source]: partner } = await deps.partners();
  const [key] = await deps.serviceKeys();
  if (partner === undefined || key === undefined) return pageReply(404, closedPage());
  const requestId = `_${deps.newId()}`;
  const relayState = deps.newId();
  const pending: PendingRequest = { source, uid: interaction.uid, relayState };
  await deps.records.save("SamlRequest", requestId, { ...pending }, REQUEST_LIVES);
  const forceAuthn = wantsProof(interaction.record);
  const ours = serviceProvider(deps.issuerUrl, source, partner, key, { requestId, forceAuthn });
  const location = await ours.getAuthorizeUrlAsync(relayState, undefined, {});
  return { statusCode: 303, headers: { location, "cache-control": "no-store" } };
};
