import { FormatFault } from "../fault.ts";
import type { OneRosterCollection, OneRosterItem, OneRosterSource } from "./source.ts";

/** One answer of a OneRoster service. */
export interface OneRosterPage {
  readonly status: number;
  /** Parsed JSON. */
  readonly body: unknown;
  /** The `Link` header. */
  readonly link?: string | undefined;
}

/** Fetches one page; the caller adds the bearer token and its own time limit. */
export type FetchOneRosterPage = (url: string) => Promise<OneRosterPage>;

const pageSize = 100;
/** 200,000 objects: twice a whole département. */
const maxPages = 2_000;

/**
 * Reads the collections of a OneRoster 1.2 service under `base` (`https://…/ims/oneroster/rostering/v1p2`), page by page: the next one
 * is that of the `Link` header, or the next offset when there is none. A link to another origin is never followed: it would get the token.
 *
 * @throws FormatFault `wrong-format` for an answer that is not of OneRoster, `too-long` for a service that never ends.
 */
export function oneRosterService(base: string, fetchPage: FetchOneRosterPage): OneRosterSource {
  return {
    async *list(collection, schoolId) {
      let url: string | undefined = firstPage(base, collection, schoolId);
      let line = 0;
      for (let page = 0; url !== undefined; page += 1) {
        if (page === maxPages) refuse("too-long", url, line, `dépasse ${maxPages * pageSize} objets`);
        const answer = await fetchPage(url);
        // The right to demographics is asked for apart, and not every service has every collection.
        if (collection === "demographics" && [403, 404].includes(answer.status)) return;
        const items = itemsOf(answer, collection, url, line);
        for (const value of items) {
          line += 1;
          yield { file: collection, line, value } satisfies OneRosterItem;
        }
        url = nextPage(answer, url, items.length);
      }
    },
  };
}

function firstPage(base: string, collection: OneRosterCollection, schoolId: string | undefined): string {
  const url = new URL(`${base.replace(/\/$/, "")}/${collection}`);
  url.searchParams.set("limit", String(pageSize));
  url.searchParams.set("offset", "0");
  if (schoolId !== undefined) url.searchParams.set("filter", `school.sourcedId='${schoolId}'`);
  return url.href;
}

function itemsOf({ status, body }: OneRosterPage, collection: string, url: string, line: number): readonly unknown[] {
  if (status !== 200) refuse("wrong-format", url, line, `répond ${status} à la lecture de « ${collection} »`);
  const items: unknown =
    typeof body === "object" && body !== null
      ? Object.entries(body).find(([name]) => name === collection)?.[1]
      : undefined;
  if (!Array.isArray(items)) refuse("wrong-format", url, line, `ne donne pas de liste « ${collection} »`);
  return items;
}

function nextPage({ link }: OneRosterPage, url: string, count: number): string | undefined {
  const next = /<([^>]+)>\s*;[^,]*rel="?next"?/.exec(link ?? "")?.[1];
  if (next !== undefined) {
    const resolved = new URL(next, url);
    if (resolved.origin !== new URL(url).origin) refuse("wrong-format", url, 1, "renvoie vers une autre adresse");
    return resolved.href;
  }
  if (link !== undefined || count < pageSize) return undefined;
  const following = new URL(url);
  following.searchParams.set("offset", String(Number(following.searchParams.get("offset")) + pageSize));
  return following.href;
}

function refuse(code: "wrong-format" | "too-long", url: string, line: number, why: string): never {
  const message = `Le service OneRoster ${why}. Vérifiez son adresse et les droits donnés à cette connexion.`;
  throw new FormatFault(code, new URL(url).pathname, line, message);
}
