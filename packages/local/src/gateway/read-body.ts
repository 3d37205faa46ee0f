import type { IncomingMessage } from "node:http";

/**
 * Reads a request body; undefined when it is longer than `limit` bytes. What is too long is received and thrown away,
 * so that the client hears the answer instead of a broken connection.
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    request.on("data", (part: Buffer) => {
      length += part.length;
      if (length <= limit) parts.push(part);
      else parts.length = 0;
    });
    request.on("end", () => resolve(length > limit ? undefined : Buffer.concat(parts)));
    request.on("error", reject);
  });
}
