/** What `web-push` encrypts with (RFC 8291), apart from its senders, which carry a proxy and a DER library along. */
declare module "web-push/src/encryption-helper.js" {
  const helper: {
    encrypt(p256dh: string, auth: string, payload: string, encoding: "aes128gcm"): { readonly cipherText: Buffer };
  };
  export = helper;
}
