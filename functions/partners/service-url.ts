/** A declared address: origin, and the beginning of a path. */
export interface AddressParts {
  readonly origin: string;
  readonly path: string;
}

export const partsOf = (address: string): AddressParts => {
  const { origin, pathname } = new URL(address);
  return { origin, path: pathname };
};

/** Longer than any service address seen, short enough to travel in a header. */
const LONGEST = 2_000;

/**
 * Reads the address a caller gives as `service`, as browsers will read it. Refused: what is not http(s), credentials in the
 * address, and signs that browsers rewrite on their own (control characters, spaces, backslashes).
 */
export const readServiceUrl = (text: string | undefined): URL | undefined => {
  if (text === undefined || text.length > LONGEST || /[^\x21-\x7e]|\\/.test(text)) return undefined;
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") return undefined;
  url.hash = "";
  return url;
};

/** Whether a path lies under a declared one, whole segments only: `/app` covers `/app` and `/app/x`, never `/apple`. */
export const liesUnder = (path: string, declared: string): boolean =>
  path === declared || path.startsWith(declared.endsWith("/") ? declared : `${declared}/`);

/** The service's address with the ticket added: the parameters it had stay as they are. */
export const withTicket = (service: string, ticket: string): string =>
  `${service}${service.includes("?") ? "&" : "?"}ticket=${ticket}`;
