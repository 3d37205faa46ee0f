import * as z from "zod";

/**
 * A reply that is a file to keep: `{ body: { name, bytes } }` in the use case, `bytes` on the wire under this media type, offered for
 * download under `name`. Text may be given as a string and leaves as UTF-8. At most 4 MiB: Lambda answers 6 MB, of which base64 takes a third.
 */
export const file = (mediaType: string, description = "A file to keep") =>
  z
    .object({
      name: z.string().regex(/^[\w.-]{1,120}$/),
      bytes: z.union([z.string(), z.custom<Uint8Array>((bytes) => bytes instanceof Uint8Array)]),
    })
    .meta({ mediaType, description });

/** The media type of a reply declared by `file`; none when the reply is JSON. */
export const mediaTypeOf = (schema: z.ZodType | undefined): string | undefined => {
  const { mediaType } = schema?.meta() ?? {};
  return typeof mediaType === "string" ? mediaType : undefined;
};
