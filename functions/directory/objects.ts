import { Sha256 } from "@preau/runtime/sha256";
import { SignatureV4 } from "@smithy/signature-v4";
import * as z from "zod";

/** Where the objects are, and who signs: what a function with a bucket finds in its environment. */
export const objectVariables = {
  BUCKET_NAME: z.string(),
  AWS_REGION: z.string(),
  AWS_ACCESS_KEY_ID: z.string(),
  AWS_SECRET_ACCESS_KEY: z.string(),
  AWS_SESSION_TOKEN: z.string().optional(),
  /** An S3 of one's own, addressed by path; without it, the bucket's own host at AWS. */
  AWS_ENDPOINT_URL_S3: z.string().optional(),
};

export type ObjectsEnvironment = z.output<z.ZodObject<typeof objectVariables>>;

type Method = "GET" | "HEAD" | "PUT";
const keyOf = (importId: string, file: string): string => `imports/${importId}/${encodeURIComponent(file)}`;
/** What an import keeps for itself, out of reach of the names of uploads. */
const workKeyOf = (importId: string, file: string): string => `imports/${importId}/work/${encodeURIComponent(file)}`;
const exportKeyOf = (exportId: string, file: string): string => `exports/${exportId}/${encodeURIComponent(file)}`;

/** Long enough for one of our own requests to begin. */
const OWN_SECONDS = 60;

/** The files of imports and of exports: addresses to send them to or to fetch them from, their sizes, their bytes. */
export const openObjects = (environment: ObjectsEnvironment) => {
  const { BUCKET_NAME, AWS_REGION, AWS_ENDPOINT_URL_S3 } = environment;
  const base = new URL(
    AWS_ENDPOINT_URL_S3 === undefined
      ? `https://${BUCKET_NAME}.s3.${AWS_REGION}.amazonaws.com/`
      : `${AWS_ENDPOINT_URL_S3.replace(/\/$/, "")}/${BUCKET_NAME}/`,
  );
  const signer = new SignatureV4({
    service: "s3",
    region: AWS_REGION,
    sha256: Sha256,
    uriEscapePath: false,
    applyChecksum: false,
    credentials: {
      accessKeyId: environment.AWS_ACCESS_KEY_ID,
      secretAccessKey: environment.AWS_SECRET_ACCESS_KEY,
      ...(environment.AWS_SESSION_TOKEN !== undefined && { sessionToken: environment.AWS_SESSION_TOKEN }),
    },
  });
  /** An address good for `seconds` of real time, for one method and one object. */
  const presign = async (method: Method, key: string, seconds: number): Promise<string> => {
    const url = new URL(key, base);
    const { query = {} } = await signer.presign(
      {
        method,
        protocol: url.protocol,
        hostname: url.hostname,
        path: url.pathname,
        query: {},
        headers: { host: url.host, "x-amz-content-sha256": "UNSIGNED-PAYLOAD" },
      },
      { expiresIn: seconds },
    );
    url.search = new URLSearchParams(
      Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
    ).toString();
    return url.href;
  };
  /** An address and until when: signatures run on real time, whatever the school's clock says. */
  const addressed = async (
    method: Method,
    key: string,
    seconds: number,
  ): Promise<{ url: string; expiresAt: string }> => ({
    url: await presign(method, key, seconds),
    expiresAt: new Date(Date.now() + seconds * 1_000).toISOString(),
  });
  const putOwn = async (key: string, body: string | Uint8Array<ArrayBuffer>): Promise<void> => {
    const answer = await fetch(await presign("PUT", key, OWN_SECONDS), { method: "PUT", body });
    if (!answer.ok) throw new Error(`the object store answered ${answer.status}`);
  };
  return {
    /** Where to PUT a file, and until when. */
    uploadUrl: (importId: string, file: string, seconds: number) => addressed("PUT", keyOf(importId, file), seconds),
    /** Keeps a file written for somebody. */
    putExport: (exportId: string, file: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> =>
      putOwn(exportKeyOf(exportId, file), bytes),
    /** Where to GET a file written for somebody, and until when. */
    downloadUrl: (exportId: string, file: string, seconds: number) =>
      addressed("GET", exportKeyOf(exportId, file), seconds),
    /** Bytes of a file; `undefined` while it is not there (S3 says 403 to who may not list the bucket). */
    sizeOf: async (importId: string, file: string): Promise<number | undefined> => {
      const answer = await fetch(await presign("HEAD", keyOf(importId, file), OWN_SECONDS), { method: "HEAD" });
      if (answer.ok) return Number(answer.headers.get("content-length"));
      if (answer.status === 404 || answer.status === 403) return undefined;
      throw new Error(`the object store answered ${answer.status}`);
    },
    /** Keeps an object of our own. */
    put: (importId: string, file: string, body: string): Promise<void> => putOwn(workKeyOf(importId, file), body),
    /** Reads an object of our own, whole. */
    get: async (importId: string, file: string): Promise<string> => {
      const answer = await fetch(await presign("GET", workKeyOf(importId, file), OWN_SECONDS));
      if (!answer.ok) throw new Error(`the object store answered ${answer.status}`);
      return answer.text();
    },
    /** Streams a file; a connection that breaks before the end is an error. */
    read: async function* (importId: string, file: string): AsyncGenerator<Uint8Array> {
      const answer = await fetch(await presign("GET", keyOf(importId, file), OWN_SECONDS));
      if (!answer.ok || answer.body === null) throw new Error(`the object store answered ${answer.status}`);
      yield* answer.body;
    },
  };
};

export type Objects = ReturnType<typeof openObjects>;
