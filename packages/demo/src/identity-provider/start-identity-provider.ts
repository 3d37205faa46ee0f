import { createServer, type IncomingMessage } from "node:http";
import type { CertifiedKey } from "@preau/runtime/self-signed-certificate";
import type { Player } from "./cast.ts";
import { choicePage, formPage, textPage } from "./pages.ts";
import { type CheckedRequest, openSamlDesk } from "./saml-desk.ts";

export interface IdentityProviderSpec {
  readonly port: number;
  readonly key: CertifiedKey;
  readonly cast: readonly Player[];
  /** Where the service publishes its metadata; asked at each request, for its keys may change. */
  readonly serviceMetadataUrl: string;
}

type Page = { readonly status?: number; readonly type?: string; readonly text: string };

const SAML_DESKS = ["educonnect", "agents"] as const;
type SamlDesk = (typeof SAML_DESKS)[number];

const formOf = async (message: IncomingMessage): Promise<URLSearchParams> =>
  new URLSearchParams(Buffer.concat(await message.toArray()).toString("utf8"));

/** Plays ÉduConnect and the agents' desk on this machine, for browsers and tests; loopback only. */
export const startIdentityProvider = async ({ port, key, cast, serviceMetadataUrl }: IdentityProviderSpec) => {
  const url = `http://localhost:${port}`;
  const desks = new Map(SAML_DESKS.map((name) => [name, openSamlDesk(`${url}/${name}`, key)]));
  const serviceMetadata = async (): Promise<string> => (await fetch(serviceMetadataUrl)).text();

  const ask = async (name: SamlDesk, target: URL): Promise<Page> => {
    const request = await desks.get(name)?.read(target, await serviceMetadata());
    return { text: choicePage(name, cast, JSON.stringify(request)) };
  };
  const answer = async (name: SamlDesk, message: IncomingMessage): Promise<Page> => {
    const form = await formOf(message);
    const request: CheckedRequest = JSON.parse(form.get("request") ?? "{}");
    const player = cast.find(({ id, desk }) => desk === name && id === form.get("player"));
    const desk = desks.get(name);
    if (player === undefined || desk === undefined) return { status: 404, text: textPage("Personne inconnue", "") };
    const SAMLResponse = await desk.answer(request, player, await serviceMetadata());
    return { text: formPage(request.acsUrl, { SAMLResponse, RelayState: request.relayState }) };
  };
  const reply = async (message: IncomingMessage): Promise<Page> => {
    const target = new URL(message.url ?? "/", url);
    const [, name, step] = target.pathname.split("/");
    const desk = SAML_DESKS.find((one) => one === name);
    if (desk === undefined) return { status: 404, text: textPage("Page inconnue", "") };
    if (step === "metadata") return { type: "application/samlmetadata+xml", text: desks.get(desk)?.metadata() ?? "" };
    if (step === "sso") return ask(desk, target);
    if (step === "answer" && message.method === "POST") return answer(desk, message);
    return { status: 404, text: textPage("Page inconnue", "") };
  };

  const server = createServer((message, response) => {
    reply(message)
      .catch((error: unknown): Page => ({ status: 400, text: textPage("Demande refusée", String(error)) }))
      .then(({ status = 200, type = "text/html; charset=utf-8", text }) => {
        response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(text);
      });
  });
  await new Promise<void>((done, fail) => server.once("error", fail).listen(port, "localhost", done));
  return {
    url,
    metadata: (name: SamlDesk): string => desks.get(name)?.metadata() ?? "",
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
};
