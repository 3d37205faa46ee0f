import { createHmac, timingSafeEqual } from "node:crypto";
import type { HttpReply } from "../http/reply.ts";
import { cookieOf, formOf, type HttpRequest } from "../http/request.ts";

/** Where the federation wants the browser to be led at sign-out (FrEduUrlRetour), kept in the browser that signed in by it. */
const COOKIE = "_return";

const signatureOf = (value: string, key: string): Buffer =>
  createHmac("sha256", key).update(`${COOKIE}=${value}`).digest();

export interface ReturnDeps {
  cookieKeys(): Promise<readonly string[]>;
  readonly secure: boolean;
}

/** The cookie that remembers the address; without an address, the one that forgets whoever was here before. */
export const rememberReturn = async (url: string | undefined, { cookieKeys, secure }: ReturnDeps): Promise<string> => {
  const [key = ""] = await cookieKeys();
  const value = url === undefined ? "" : Buffer.from(url).toString("base64url");
  const signed = value === "" ? "" : `${value}.${signatureOf(value, key).toString("base64url")}`;
  const cookie = `${COOKIE}=${signed}; Path=/session/end; HttpOnly; SameSite=Lax${url === undefined ? "; Max-Age=0" : ""}`;
  return secure ? `${cookie}; Secure` : cookie;
};

/** The address this browser is to be led to, if we signed it. */
export const returnAddress = (request: HttpRequest, keys: readonly string[]): string | undefined => {
  const [value = "", signature = ""] = (cookieOf(request, COOKIE) ?? "").split(".");
  const given = Buffer.from(signature, "base64url");
  const isOurs = keys.some((key) => {
    const expected = signatureOf(value, key);
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
  return isOurs ? Buffer.from(value, "base64url").toString("utf8") : undefined;
};

/**
 * Leads whoever signs out through the federation's address, so that its own session ends too: on a shared computer the next
 * person must not come in as the former one. The application's page after sign-out is given up for it.
 */
export const leadingOut = (request: HttpRequest, reply: HttpReply, keys: readonly string[]): HttpReply => {
  const address = returnAddress(request, keys);
  if (address === undefined) return reply;
  if (request.routeKey === "GET /session/end") {
    const policy = String(reply.headers?.["content-security-policy"] ?? "");
    const allowed = policy.replace("form-action 'self'", `form-action 'self' ${new URL(address).origin}`);
    return { ...reply, headers: { ...reply.headers, ...(policy !== "" && { "content-security-policy": allowed }) } };
  }
  const leaves = request.routeKey === "POST /session/end/confirm" && formOf(request).get("logout") === "yes";
  return leaves && reply.headers?.location !== undefined
    ? { ...reply, headers: { ...reply.headers, location: address } }
    : reply;
};
