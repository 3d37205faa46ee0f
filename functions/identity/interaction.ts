import { createHmac, timingSafeEqual } from "node:crypto";
import { cookieOf, type HttpRequest } from "./http/request.ts";
import type { RecordPayload, Records } from "./store/records.ts";

/** A sign-in under way: what the application asked for, and where to go on once the person is known. */
export interface Interaction {
  readonly uid: string;
  readonly returnTo: string;
  /** Origins or schemes that the forms of the sign-in may lead to. */
  readonly formTargets: readonly string[];
  readonly record: RecordPayload;
}

/** Signs as the cookies of the provider are signed (`keygrip` with SHA-256). */
const signatureOf = (cookie: string, key: string): Buffer => createHmac("sha256", key).update(cookie).digest();

const isSigned = (cookie: string, signature: string, keys: readonly string[]): boolean => {
  const given = Buffer.from(signature, "base64url");
  return keys.some((key) => {
    const expected = signatureOf(cookie, key);
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
};

/** An origin for the web, a scheme for an application: what a `form-action` source can name. */
const formTarget = (redirectUri: unknown): readonly string[] => {
  const url = typeof redirectUri === "string" ? URL.parse(redirectUri) : null;
  if (url === null) return [];
  return [url.protocol === "https:" || url.protocol === "http:" ? url.origin : url.protocol];
};

/**
 * The sign-in that the path names, if this browser began it: it must hold our signature of the `_interaction` cookie with
 * that very id. A link sent by somebody else therefore leads nowhere.
 */
export const interactionOf = async (
  request: HttpRequest,
  { records, cookieKeys }: { readonly records: Pick<Records, "find">; readonly cookieKeys: readonly string[] },
): Promise<Interaction | undefined> => {
  const uid = request.pathParameters?.uid;
  const signature = cookieOf(request, "_interaction.sig");
  if (uid === undefined || signature === undefined || !isSigned(`_interaction=${uid}`, signature, cookieKeys))
    return undefined;
  const record = await records.find("Interaction", uid);
  const { returnTo, params } = record ?? {};
  if (record === undefined || typeof returnTo !== "string") return undefined;
  const redirectUri = (params as { redirect_uri?: unknown } | undefined)?.redirect_uri;
  return { uid, returnTo, formTargets: formTarget(redirectUri), record };
};
