import { SignatureV4 } from "@smithy/signature-v4";
import * as z from "zod";
import { Sha256 } from "./sha256.ts";
import { credentialsOf, signingVariables } from "./signed-request.ts";

/** Where the objects are, and who signs: what a function with a bucket finds in its environment. */
export const objectVariables = {
  ...signingVariables,
  BUCKET_NAME: z.string(),
  /** An S3 of one's own, addressed by path; without it, the bucket's own host at AWS. */
  AWS_ENDPOINT_URL_S3: z.string().optional(),
};

export type ObjectsEnvironment = z.output<z.ZodObject<typeof objectVariables>>;

type Method = "GET" | "HEAD" | "PUT" | "DELETE";
type Headers = Readonly<Record<string, string>>;

/** An address good for one method on one object, and until when: signatures run on real time, whatever the school's clock says. */
export interface ObjectAddress {
  readonly url: string;
  readonly expiresAt: string;
}

/** What an upload must be: the store refuses anything else. */
export interface UploadTerms {
  readonly contentType: string;
  readonly bytes: number;
}

/** Long enough for one of our own requests to begin. */
const OWN_SECONDS = 60;

const baseOf = ({ BUCKET_NAME, AWS_REGION, AWS_ENDPOINT_URL_S3 }: ObjectsEnvironment): URL =>
  new URL(
    AWS_ENDPOINT_URL_S3 === undefined
      ? `https://${BUCKET_NAME}.s3.${AWS_REGION}.amazonaws.com/`
      : `${AWS_ENDPOINT_URL_S3.replace(/\/$/, "")}/${BUCKET_NAME}/`,
  );

/** The files of a capability: addresses to send them to or to fetch them from, their sizes, their bytes. Keys are already encoded. */
export const openObjects = (environment: ObjectsEnvironment) => {
  const base = baseOf(environment);
  const signer = new SignatureV4({
    service: "s3",
    region: environment.AWS_REGION,
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
    credentials: credentialsOf(environment),
  });
  const presign = async (
    method: Method,
    key: string,
    seconds: number,
    { headers = {}, query: asked = {} }: { headers?: Headers; query?: Headers } = {},
  ): Promise<string> => {
    const url = new URL(key, base);
    const { query = {} } = await signer.presign(
      {
        method,
        protocol: url.protocol,
        hostname: url.hostname,
        path: url.pathname,
        query: { ...asked },
        headers: { host: url.host, "x-amz-content-sha256": "UNSIGNED-PAYLOAD", ...headers },
      },
      { expiresIn: seconds, signableHeaders: new Set(["host", ...Object.keys(headers)]) },
    );
    url.search = new URLSearchParams(
      Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
    ).toString();
    return url.href;
  };
  const until = (seconds: number): string => new Date(Date.now() + seconds * 1_000).toISOString();
  const own = async (method: Method, key: string, body?: string | Uint8Array<ArrayBuffer>): Promise<Response> => {
    const answer = await fetch(await presign(method, key, OWN_SECONDS), {
      method,
      ...(body !== undefined && { body }),
    });
    if (answer.ok) return answer;
    throw new Error(`the object store answered ${answer.status}`);
  };
  return {
    /** Where to PUT a file. With `terms`, the sender must use that very type and length. */
    uploadUrl: async (key: string, seconds: number, terms?: UploadTerms): Promise<ObjectAddress> => ({
      url: await presign(
        "PUT",
        key,
        seconds,
        terms && { headers: { "content-type": terms.contentType, "content-length": String(terms.bytes) } },
      ),
      expiresAt: until(seconds),
    }),
    /** Where to GET a file; `saveAs` is the name browsers give it. */
    downloadUrl: async (key: string, seconds: number, saveAs?: string): Promise<ObjectAddress> => ({
      url: await presign(
        "GET",
        key,
        seconds,
        saveAs === undefined
          ? {}
          : {
              query: {
                "response-content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(saveAs)}`,
              },
            },
      ),
      expiresAt: until(seconds),
    }),
    /** Bytes of a file; `undefined` while it is not there (S3 says 403 to who may not list the bucket). */
    sizeOf: async (key: string): Promise<number | undefined> => {
      const answer = await fetch(await presign("HEAD", key, OWN_SECONDS), { method: "HEAD" });
      if (answer.ok) return Number(answer.headers.get("content-length"));
      if (answer.status === 404 || answer.status === 403) return undefined;
      throw new Error(`the object store answered ${answer.status}`);
    },
    put: async (key: string, body: string | Uint8Array<ArrayBuffer>): Promise<void> =>
      void (await own("PUT", key, body)),
    get: async (key: string): Promise<string> => (await own("GET", key)).text(),
    /** Streams a file; a connection that breaks before the end is an error. */
    read: async function* (key: string): AsyncGenerator<Uint8Array> {
      const answer = await own("GET", key);
      if (answer.body !== null) yield* answer.body;
    },
    /** Removes a file; one that is not there is no error. */
    remove: async (key: string): Promise<void> => void (await own("DELETE", key)),
  };
};

export type Objects = ReturnType<typeof openObjects>;
