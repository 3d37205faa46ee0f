import { lookup } from "node:dns";
import { request } from "node:https";
import type { LookupFunction } from "node:net";
import { isPublicAddress } from "./public-address.ts";

/** A request to an address that a stranger wrote. */
export interface PublicPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Uint8Array;
}

/** What answers, by its status; throws when nothing does. */
export type Post = (post: PublicPost) => Promise<number>;

interface Network {
  readonly timeoutMs: number;
  mayReach(address: string): boolean;
  /** Certificate of a push service that no public authority vouches for. */
  readonly ca?: string;
}

const publicInternet: Network = { timeoutMs: 5_000, mayReach: isPublicAddress };

/**
 * Posts to the public Internet alone: the name is looked up once, and the connection goes to the address that was checked, so that a
 * name cannot change its mind in between. Follows no redirection, reads no answer.
 */
export const openPublicPost =
  ({ timeoutMs, mayReach, ca }: Network = publicInternet): Post =>
  ({ url, headers, body }) =>
    new Promise((resolve, reject) => {
      const checked: LookupFunction = (hostname, options, found) =>
        lookup(hostname, { ...options, all: true }, (error, addresses = []) => {
          const [first] = addresses;
          if (error !== null || first === undefined) return found(error ?? new Error("no address"), "");
          if (!addresses.every(({ address }) => mayReach(address)))
            return found(new Error("the address is not of the public Internet"), "");
          return options.all === true ? found(null, addresses) : found(null, first.address, first.family);
        });
      const asked = request(
        url,
        {
          method: "POST",
          headers,
          lookup: checked,
          agent: false,
          signal: AbortSignal.timeout(timeoutMs),
          ...(ca && { ca }),
        },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        },
      );
      asked.on("error", reject);
      asked.end(body);
    });
