import { createHash } from "node:crypto";
import { mediaTypeOf, problem } from "@preau/contract";
import { LostRace } from "@preau/store";
import type { Reply } from "../operation.ts";
import type { Inbound, Middleware, Served } from "./exchange.ts";
import { stripped } from "./strip-reply.ts";

const KEY = /^[\x21-\x7e]{8,128}$/;

const keyOf = (event: Inbound): string => {
  const key = event.headers["idempotency-key"] ?? "";
  if (KEY.test(key)) return key;
  throw problem("invalid-request", {
    errors: [
      {
        field: "headers.Idempotency-Key",
        message: "Donnez une clé d’envoi unique, de 8 à 128 caractères sans espace.",
      },
    ],
  });
};

/**
 * Idempotent commands, at no extra read: the use case commits its reply together with its change, on the condition that the key
 * has not been answered yet. Whatever goes wrong after that (the key is taken, the version moved on) the first answer is looked up
 * before the error is believed, so that a replay gets what the first sending got.
 */
export const replay = ({ replies, now }: Served): Middleware => ({
  before: ({ event }) => {
    const { exchange } = event;
    const { route, operation, principal, call } = exchange;
    if (!route.idempotent) return;
    if (replies === undefined || principal === undefined || call === undefined)
      throw new Error("an idempotent route needs replies in its dependencies");
    const fingerprint = createHash("sha256")
      .update(JSON.stringify([operation, call.params, call.query, call.body]))
      .digest("base64url");
    const claim = { accountId: principal.accountId, key: keyOf(event), fingerprint };
    exchange.claim = claim;
    exchange.call = {
      ...call,
      remember: (reply: Reply) => {
        if (mediaTypeOf(route.replies[reply.status]) !== undefined) throw new Error("a file is not remembered");
        return replies.remember(claim, { status: reply.status, body: stripped(route, reply) }, now());
      },
    };
  },
  onError: async (request) => {
    const { claim, correlationId } = request.event.exchange;
    if (claim === undefined || replies === undefined) return;
    const first = await replies.find(claim).catch((error: unknown) => {
      // Nobody knows whether the first sending was answered: the sender must ask again rather than believe this refusal.
      request.error = error instanceof Error ? error : new Error(String(error));
      return null;
    });
    if (first === null) return;
    if (first !== undefined && first.fingerprint !== claim.fingerprint) {
      request.error = problem("idempotency-key-reused");
      return;
    }
    if (first === undefined) {
      if (request.error instanceof LostRace) request.error = problem("version-conflict");
      return;
    }
    request.response = {
      statusCode: first.status,
      headers: {
        "content-type": "application/json; charset=utf-8",
        "cache-control": "no-store",
        "x-correlation-id": correlationId,
        "idempotency-replayed": "true",
      },
      body: JSON.stringify(first.body),
    };
  },
});
