import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { CertifiedKey } from "@preau/runtime/self-signed-certificate";
import type { Desk, Player } from "./cast.ts";
import { openFranceConnectDesk } from "./france-connect-desk.ts";
import { choicePage, DESKS, formPage, homePage, textPage } from "./pages.ts";
import { openSamlDesk } from "./saml-desk.ts";
import { openTrial } from "./trial.ts";

export interface IdentityProviderSpec {
  /** 0 takes any free port. */
  readonly port: number;
  readonly key: CertifiedKey;
  readonly cast: readonly Player[];
  /** The service: its metadata is asked for at each request, for its keys may change. */
  readonly issuerUrl: string;
}

interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly text?: string;
  readonly location?: string;
}

const page = (text: string, status = 200): Answer => ({ status, text });
const json = (body: unknown): Answer => ({ type: "application/json", text: JSON.stringify(body) });
const nowhere = (): Answer => page(textPage("Page inconnue", "Revenez à Préau et recommencez."), 404);

const formOf = async (message: IncomingMessage): Promise<URLSearchParams> =>
  new URLSearchParams(Buffer.concat(await message.toArray()).toString("utf8"));

/** Plays ÉduConnect, the agents' desk and FranceConnect on this machine, for browsers and tests; loopback only. */
export const startIdentityProvider = async ({ port, key, cast, issuerUrl }: IdentityProviderSpec) => {
  let reply: (message: IncomingMessage) => Promise<Answer> = async () => nowhere();
  const server = createServer((message, response) => {
    reply(message)
      .catch((error: unknown) => page(textPage("Demande refusée", String(error)), 400))
      .then(({ status = 200, type = "text/html; charset=utf-8", text = "", location }) => {
        const headers = { "content-type": type, "cache-control": "no-store", ...(location && { location }) };
        response.writeHead(location === undefined ? status : 303, headers).end(text);
      });
  });
  await new Promise<void>((done, fail) => server.once("error", fail).listen(port, "127.0.0.1", done));
  const { port: taken } = server.address() as AddressInfo;
  const url = `http://localhost:${taken}`;

  const saml = {
    educonnect: openSamlDesk(`${url}/educonnect`, key),
    agents: openSamlDesk(`${url}/agents`, key),
  } as const;
  const franceConnect = openFranceConnectDesk(`${url}/franceconnect`, key);
  // RFC 8252 §7.3: a native application is called back at the address, never at a name.
  const trial = openTrial(issuerUrl, `http://127.0.0.1:${taken}/callback`);
  const serviceMetadata = async (): Promise<string> =>
    (await fetch(new URL("/federation/saml/metadata", issuerUrl))).text();

  /** Somebody was chosen: the browser takes the answer back. */
  const answer = async (desk: Desk, form: URLSearchParams): Promise<Answer> => {
    const player = cast.find((one) => one.desk === desk && one.id === form.get("player"));
    if (player === undefined) return nowhere();
    const request = JSON.parse(form.get("request") ?? "{}");
    if (desk === "franceconnect") return { location: franceConnect.grant(request, player) };
    const SAMLResponse = await saml[desk].answer(request, player, await serviceMetadata());
    return page(formPage(request.acsUrl, { SAMLResponse, RelayState: request.relayState }));
  };
  const ask = (desk: Desk, request: object): Answer => page(choicePage(desk, cast, JSON.stringify(request)));

  reply = async (message) => {
    const target = new URL(message.url ?? "/", url);
    if (target.pathname === "/") return page(homePage());
    if (target.pathname === "/begin") return { location: trial.begin() };
    if (target.pathname === "/callback") return page(await trial.finish(target));
    const [, name = "", ...rest] = target.pathname.split("/");
    const desk = (Object.keys(DESKS) as Desk[]).find((one) => one === name);
    const step = `${message.method} ${rest.join("/")}`;
    if (desk === undefined) return nowhere();
    if (step === "POST answer") return answer(desk, await formOf(message));
    if (desk !== "franceconnect") {
      // The desk keeps no session of its own: there is nothing to end, and the browser starts again.
      if (step === "GET slo") return { location: url };
      if (step === "GET sso") return ask(desk, await saml[desk].read(target, await serviceMetadata()));
      return step === "GET metadata"
        ? { type: "application/samlmetadata+xml", text: saml[desk].metadata() }
        : nowhere();
    }
    if (step === "GET .well-known/openid-configuration") return json(franceConnect.discovery());
    if (step === "GET jwks") return json(franceConnect.keys());
    if (step === "GET authorize") return ask(desk, franceConnect.read(target));
    if (step === "GET end") return { location: target.searchParams.get("post_logout_redirect_uri") ?? url };
    const token = step === "POST token" ? await franceConnect.exchange(await formOf(message)) : undefined;
    if (token !== undefined) return json(token);
    const claims = step === "GET userinfo" && (await franceConnect.identity(message.headers.authorization ?? ""));
    if (claims) return { type: "application/jwt", text: claims };
    return step === "POST token" ? { ...json({ error: "invalid_grant" }), status: 400 } : nowhere();
  };
  return {
    url,
    metadata: (desk: keyof typeof saml): string => saml[desk].metadata(),
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
};

export type LocalIdentityProvider = Awaited<ReturnType<typeof startIdentityProvider>>;
