import type { Socket } from "node:net";

/** A request or an answer of HTTP/1.1: start line and headers, and the body. */
export interface HttpMessage {
  readonly head: string;
  readonly body: Buffer;
  /** Both, as they came. */
  readonly bytes: Buffer;
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
      receive({ head, body, bytes: bytes.subarray(0, end + END.length + length) });
    }
  });
}

function lengthOf(head: string): number | undefined {
  if (/\r\ntransfer-encoding:/i.test(head)) return undefined;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  return length === undefined ? (head.startsWith("GET ") ? 0 : undefined) : Number(length);
}

/** The action that a request of DynamoDB asks for (`PutItem`); empty when it names none. */
export function actionOf({ head }: HttpMessage): string {
  return /\r\nx-amz-target: *DynamoDB_\d+\.(\w+)/i.exec(head)?.[1] ?? "";
}

/** Sends a message on; with another body, its length is told anew. */
export function sendMessage(socket: Socket, { head, bytes }: HttpMessage, instead?: string): void {
  if (instead === undefined) {
    socket.write(bytes);
    return;
  }
  const told = head.replace(/\r\ncontent-length: *\d+/i, `\r\ncontent-length: ${Buffer.byteLength(instead)}`);
  socket.write(told + END + instead, "utf8");
}
