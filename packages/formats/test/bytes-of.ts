import { encodeXml, type XmlEncoding } from "../src/xml/encode-xml.ts";

/** The bytes of a text, in chunks of `size`, as a file or a download gives them. */
export async function* bytesOf(
  text: string | Iterable<string>,
  encoding: XmlEncoding = "UTF-8",
  size = 1000,
): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.concat([...encodeXml(typeof text === "string" ? [text] : text, encoding)]);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Everything a reader yields before its end or its fault. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<{ items: Item[]; fault: unknown }> {
  const collected: Item[] = [];
  try {
    for await (const item of items) collected.push(item);
    return { items: collected, fault: undefined };
  } catch (fault) {
    return { items: collected, fault };
  }
}
