import type { Provider } from "oidc-provider";
import { leadingOut } from "../federation/return-address.ts";
import type { Partners } from "../federation/sources.ts";
import { type HttpReply, pageReply } from "../http/reply.ts";
import type { HttpRequest } from "../http/request.ts";
import { interactionOf } from "../interaction.ts";
import { expiredPage } from "../pages/message-page.ts";
import { signInPage } from "../pages/sign-in-page.ts";
import type { Accounts } from "../store/accounts.ts";
import type { Blocks } from "./accounts.ts";
import type { Stores } from "./adapter.ts";
import { bridge } from "./bridge.ts";
import { NATIVE_CLIENTS } from "./clients.ts";
import { openProvider } from "./provider.ts";

export interface IssuerDeps extends Stores {
  readonly issuerUrl: string;
  readonly portalUrl: string | undefined;
  readonly blocks: Blocks;
  readonly accounts: Pick<Accounts, "find">;
  partners(): Promise<Partners>;
  signingKeys(): Promise<readonly string[]>;
  cookieKeys(): Promise<readonly string[]>;
}

/**
 * Whether the request must not see the browser's session: a native client's sign-in starts afresh, and so does the
 * person who has just typed a password, whoever used this browser before.
 */
const startsAfresh = ({ routeKey, rawQueryString }: HttpRequest): boolean =>
  routeKey === "GET /authorize/{uid}" ||
  (routeKey === "GET /authorize" &&
    NATIVE_CLIENTS.includes(new URLSearchParams(rawQueryString).get("client_id") ?? ""));

const withoutSession = (request: HttpRequest): HttpRequest => ({
  ...request,
  cookies: (request.cookies ?? []).filter((cookie) => !/^_session(\.sig)?=/.test(cookie)),
});

/** Builds a provider from the keys in force, and another when they change. */
const providerOf = (deps: IssuerDeps): (() => Promise<Provider>) => {
  let built: { readonly keys: string; readonly provider: Provider } | undefined;
  return async () => {
    const [signingKeys, cookieKeys] = await Promise.all([deps.signingKeys(), deps.cookieKeys()]);
    const keys = [...signingKeys, ...cookieKeys].join();
    if (built?.keys !== keys) built = { keys, provider: openProvider({ ...deps, signingKeys, cookieKeys }) };
    return built.provider;
  };
};

/** Answers the issuer's routes: the sign-in page is ours, everything else is the provider's. */
export const openIssuer = (deps: IssuerDeps): ((request: HttpRequest) => Promise<HttpReply>) => {
  const currentProvider = providerOf(deps);
  const showSignIn = async (request: HttpRequest): Promise<HttpReply> => {
    const interaction = await interactionOf(request, { records: deps.records, cookieKeys: await deps.cookieKeys() });
    if (interaction === undefined) return pageReply(400, expiredPage());
    const page = signInPage({ uid: interaction.uid, partners: await deps.partners() });
    return pageReply(200, page, interaction.formTargets);
  };
  return async (request) => {
    if (request.routeKey === "GET /sign-in/{uid}") return showSignIn(request);
    const provider = await currentProvider();
    const reply = await bridge(
      provider.callback(),
      startsAfresh(request) ? withoutSession(request) : request,
      deps.issuerUrl,
    );
    return leadingOut(request, reply, await deps.cookieKeys());
  };
};
