import { createHash, createHmac, type Hash, type Hmac } from "node:crypto";

type Bytes = string | ArrayBuffer | ArrayBufferView;

const viewOf = (data: Bytes): Buffer | string =>
  typeof data === "string"
    ? data
    : ArrayBuffer.isView(data)
      ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
      : Buffer.from(data);

/** SHA-256, keyed or not, as the signer of AWS requests wants it. */
export class Sha256 {
  private hash: Hash | Hmac;
  private readonly secret: Bytes | undefined;
  constructor(secret?: Bytes) {
    this.secret = secret;
    this.hash = this.fresh();
  }
  update(data: Bytes): void {
    this.hash.update(viewOf(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }
  reset(): void {
    this.hash = this.fresh();
  }
  private fresh(): Hash | Hmac {
    return this.secret === undefined ? createHash("sha256") : createHmac("sha256", viewOf(this.secret));
  }
}
