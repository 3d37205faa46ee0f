import type { Socket } from "node:net";

/** A request or an answer of HTTP/1.1: start line and headers, and the body. */
export interface HttpMessage {
  readonly head: string;
  readonly body: Buffer;
}

const END = "\r\n\r\n";

/**
 * Reads the messages that arrive on a socket, one after another. Every body must tell its length, as those of DynamoDB and of its clients do:
 * on another one the socket is destroyed. Node's own HTTP takes several times the processor time.
 */
export function readMessages(socket: Socket, receive: (message: HttpMessage) => void): void {
  let chunks: Buffer[] = [];
  let size = 0;
  let needed = END.length;

  socket.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    size += chunk.length;
    while (size >= needed && size > 0 && !socket.destroyed) {
      const bytes = chunks.length === 1 ? chunk : Buffer.concat(chunks);
      chunks = [bytes];
      const end = bytes.indexOf(END);
      if (end < 0) {
        needed = size + 1;
        return;
      }
      const head = bytes.toString("latin1", 0, end);
      const length = lengthOf(head);
      if (length === undefined) {
        socket.destroy();
        return;
      }
      needed = end + END.length + length;
      if (size < needed) return;
      const body = bytes.subarray(end + END.length, needed);
      const rest = bytes.subarray(needed);
      chunks = rest.length === 0 ? [] : [rest];
      size = rest.length;
      needed = END.length;
      receive({ head, body });
    }
  });
}

function lengthOf(head: string): number | undefined {
  if (/\r\ntransfer-encoding:/i.test(head)) return undefined;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  return length === undefined ? (head.startsWith("GET ") ? 0 : undefined) : Number(length);
}

/** The value of a header, undefined without it. `name` in lower case. */
export function headerOf({ head }: HttpMessage, name: string): string | undefined {
  return new RegExp(`\\r\\n${name}: *([^\\r]*)`, "i").exec(head)?.[1];
}

/** Sends a message on; with another body, its length is told anew. */
export function sendMessage(socket: Socket, { head, body }: HttpMessage, instead?: string): void {
  if (instead === undefined) {
    socket.cork();
    socket.write(head + END, "latin1");
    socket.write(body);
    socket.uncork();
    return;
  }
  const told = head.replace(/\r\ncontent-length: *\d+/i, `\r\ncontent-length: ${Buffer.byteLength(instead)}`);
  socket.write(told + END + instead, "utf8");
}
