import { type ObjectAddress, type ObjectsEnvironment, openObjects as openBucket } from "@preau/runtime/objects";

export { objectVariables } from "@preau/runtime/objects";

const keyOf = (importId: string, file: string): string => `imports/${importId}/${encodeURIComponent(file)}`;
/** What an import keeps for itself, out of reach of the names of uploads. */
const workKeyOf = (importId: string, file: string): string => `imports/${importId}/work/${encodeURIComponent(file)}`;
const exportKeyOf = (exportId: string, file: string): string => `exports/${exportId}/${encodeURIComponent(file)}`;

/** The files of imports and of exports. */
export const openObjects = (environment: ObjectsEnvironment) => {
  const bucket = openBucket(environment);
  return {
    /** Where to PUT a file, and until when. */
    uploadUrl: (importId: string, file: string, seconds: number): Promise<ObjectAddress> =>
      bucket.uploadUrl(keyOf(importId, file), seconds),
    /** Keeps a file written for somebody. */
    putExport: (exportId: string, file: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> =>
      bucket.put(exportKeyOf(exportId, file), bytes),
    /** Where to GET a file written for somebody, and until when. */
    downloadUrl: (exportId: string, file: string, seconds: number): Promise<ObjectAddress> =>
      bucket.downloadUrl(exportKeyOf(exportId, file), seconds),
    /** Bytes of a file; `undefined` while it is not there. */
    sizeOf: (importId: string, file: string): Promise<number | undefined> => bucket.sizeOf(keyOf(importId, file)),
    /** Keeps an object of our own. */
    put: (importId: string, file: string, body: string): Promise<void> => bucket.put(workKeyOf(importId, file), body),
    /** Reads an object of our own, whole. */
    get: (importId: string, file: string): Promise<string> => bucket.get(workKeyOf(importId, file)),
    /** Streams a file; a connection that breaks before the end is an error. */
    read: (importId: string, file: string): AsyncGenerator<Uint8Array> => bucket.read(keyOf(importId, file)),
  };
};

export type Objects = ReturnType<typeof openObjects>;
