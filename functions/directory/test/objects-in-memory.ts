import type { Objects } from "../objects.ts";

/** The objects of imports, as the object store keeps them; `files` are those that were sent. */
export const objectsInMemory = (
  read: (file: string) => AsyncIterable<Uint8Array>,
): Pick<Objects, "put" | "get"> & { read(importId: string, file: string): AsyncIterable<Uint8Array> } => {
  const kept = new Map<string, string>();
  return {
    read: (_, file) => read(file),
    put: async (importId, file, body) => void kept.set(`${importId}/${file}`, body),
    get: async (importId, file) => {
      const body = kept.get(`${importId}/${file}`);
      if (body === undefined) throw new Error(`no object ${file}`);
      return body;
    },
  };
};
