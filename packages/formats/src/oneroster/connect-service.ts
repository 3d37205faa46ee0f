import * as z from "zod";
import { FormatFault } from "../fault.ts";
import { type OneRosterPage, oneRosterService } from "./rest-source.ts";
import type { OneRosterSource } from "./source.ts";

/** How to reach a OneRoster 1.2 service: OAuth 2 client credentials. */
export interface OneRosterConnection {
  /** `https://…/ims/oneroster/rostering/v1p2`. */
  readonly base: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const scopes = ["roster-core.readonly", "roster.readonly", "roster-demographics.readonly"]
  .map((scope) => `https://purl.imsglobal.org/spec/or/v1p2/scope/${scope}`)
  .join(" ");
/** Milliseconds a service has to answer. */
const patience = 15_000;
/** Bytes of one answer: a hundred people fit fifty times. */
const maxAnswer = 5 * 1024 * 1024;

const Token = z.object({ access_token: z.string().min(1) });

/**
 * Connects to a OneRoster service. The token is asked for at the first page, and once more when the service no longer takes it. Redirections
 * are not followed, and only HTTPS (or this machine) is spoken to: the token and pupils' names go through.
 *
 * @throws FormatFault `wrong-format` while reading: an address that is not HTTPS, no answer within 15 s, an answer that is no JSON,
 * credentials refused.
 */
export function connectOneRosterService(connection: OneRosterConnection): OneRosterSource {
  const { base } = connection;
  let token: Promise<string> | undefined;
  async function ask(url: string): Promise<OneRosterPage> {
    token ??= requestToken(connection);
    return get(url, await token);
  }
  return oneRosterService(base, async (url) => {
    const page = await ask(url);
    if (page.status !== 401) return page;
    token = undefined;
    return ask(url);
  });
}

async function requestToken({ tokenUrl, clientId, clientSecret }: OneRosterConnection): Promise<string> {
  const credentials = Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString(
    "base64",
  );
  const response = await request(tokenUrl, {
    method: "POST",
    headers: { authorization: `Basic ${credentials}`, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ grant_type: "client_credentials", scope: scopes }).toString(),
  });
  const granted = Token.safeParse(response.status === 200 ? await jsonOf(response, tokenUrl) : undefined);
  if (!granted.success) refuse(tokenUrl, `refuse cette connexion (réponse ${response.status})`);
  return granted.data.access_token;
}

async function get(url: string, token: string): Promise<OneRosterPage> {
  const response = await request(url, { headers: { authorization: `Bearer ${token}`, accept: "application/json" } });
  const body = response.status === 200 ? await jsonOf(response, url) : undefined;
  return { status: response.status, body, link: response.headers.get("link") ?? undefined };
}

async function request(url: string, init: RequestInit): Promise<Response> {
  const { protocol, hostname } = new URL(url);
  if (protocol !== "https:" && hostname !== "127.0.0.1") refuse(url, "n’est pas en HTTPS");
  try {
    return await fetch(url, { ...init, redirect: "manual", signal: AbortSignal.timeout(patience) });
  } catch {
    return refuse(url, "ne répond pas");
  }
}

async function jsonOf(response: Response, url: string): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      length += chunk.length;
      if (length > maxAnswer) break;
      chunks.push(chunk);
    }
    return length > maxAnswer ? undefined : JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    return refuse(url, "donne une réponse illisible");
  }
}

function refuse(url: string, why: string): never {
  const message = `Le service OneRoster ${why}. Vérifiez son adresse et les identifiants de cette connexion.`;
  throw new FormatFault("wrong-format", new URL(url).pathname, 1, message);
}
