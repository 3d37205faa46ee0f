import { SignatureV4 } from "@smithy/signature-v4";
import * as z from "zod";
import { Sha256 } from "./sha256.ts";

/** What signing takes of a function's environment. */
export const signingVariables = {
  AWS_REGION: z.string(),
  AWS_ACCESS_KEY_ID: z.string(),
  AWS_SECRET_ACCESS_KEY: z.string(),
  AWS_SESSION_TOKEN: z.string().optional(),
};

export type SigningEnvironment = z.output<z.ZodObject<typeof signingVariables>>;

/** The credentials of a function, as signers take them. */
export const credentialsOf = (environment: SigningEnvironment) => ({
  accessKeyId: environment.AWS_ACCESS_KEY_ID,
  secretAccessKey: environment.AWS_SECRET_ACCESS_KEY,
  ...(environment.AWS_SESSION_TOKEN !== undefined && { sessionToken: environment.AWS_SESSION_TOKEN }),
});

/** One request to an AWS service: a POST, as all their JSON protocols use. */
export interface SignedRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds after which it is given up, so that the caller's queue tries again. */
  readonly timeoutMs: number;
}

/** Sends requests signed for one service (Signature Version 4): an SDK client for one call would weigh more than all the rest. */
export const openSignedRequests = (service: string, environment: SigningEnvironment) => {
  const signer = new SignatureV4({
    service,
    region: environment.AWS_REGION,
    sha256: Sha256,
    credentials: credentialsOf(environment),
  });
  return async ({ url, headers: asked, body, timeoutMs }: SignedRequest): Promise<Response> => {
    const { headers } = await signer.sign({
      method: "POST",
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port !== "" && { port: Number(url.port) }),
      path: url.pathname,
      headers: { host: url.host, ...asked },
      body,
    });
    return fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(timeoutMs) });
  };
};
