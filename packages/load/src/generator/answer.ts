import type { IncomingMessage } from "node:http";
import { gunzipSync } from "node:zlib";

/** The part of a `Response` that clients read. A real one costs ten times as much processor, and the generator shares it with the server. */
export class Answer implements Pick<Response, "status" | "ok" | "headers" | "text" | "json" | "arrayBuffer" | "clone"> {
  readonly status: number;
  readonly headers = new Headers();
  readonly #sent: Buffer;

  constructor({ statusCode = 0, rawHeaders }: IncomingMessage, body: Buffer) {
    this.status = statusCode;
    for (let at = 0; at + 1 < rawHeaders.length; at += 2)
      this.headers.append(rawHeaders[at] ?? "", rawHeaders[at + 1] ?? "");
    this.#sent = body;
  }

  /** As it was before it was compressed; not before somebody reads it. */
  get #body(): Buffer {
    return this.headers.get("content-encoding") === "gzip" ? gunzipSync(this.#sent) : this.#sent;
  }

  get ok(): boolean {
    return this.status >= 200 && this.status < 300;
  }

  /** A body that is held whole can be read twice. */
  clone(): Response {
    return this as unknown as Response;
  }

  async text(): Promise<string> {
    return this.#body.toString("utf8");
  }

  async json(): Promise<unknown> {
    return JSON.parse(this.#body.toString("utf8"));
  }

  async arrayBuffer(): Promise<ArrayBuffer> {
    return new Uint8Array(this.#body).buffer;
  }
}
