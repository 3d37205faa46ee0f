import { expect } from "vitest";
import type { Browser } from "../../identity/testing/browser.ts";
import { SOLENE } from "../../identity/testing/world.ts";

/** The address of the CAS server's sign-in for a service. */
export const loginFor = (service: string, more: Readonly<Record<string, string>> = {}): string =>
  `/cas/login?${new URLSearchParams({ service, ...more })}`;

/** Where a page sends the browser on by itself. */
export const onwardIn = (body: string): string =>
  /http-equiv="refresh" content="0;url=([^"]+)"/.exec(body)?.[1]?.replaceAll("&amp;", "&") ?? "";

/** Follows the redirects of the house, typing the password where it is asked for, up to where the browser leaves it. */
export const follow = async (
  me: Browser,
  from: string,
  { login, password }: { readonly login: string; readonly password: string } = SOLENE,
) => {
  let seen = await me.send("GET", from);
  let typed = 0;
  for (let step = 0; step < 12; step++) {
    if (seen.status !== 303) return { ...seen, location: onwardIn(seen.body), typed };
    const { location } = seen;
    if (location.startsWith("/sign-in/")) {
      typed += 1;
      seen = await me.send("POST", location, { login, password });
    } else if (location.startsWith("/") || location.startsWith("http://127.0.0.1:4010/")) {
      seen = await me.send("GET", location);
    } else return { ...seen, typed };
  }
  throw new Error("redirected for ever");
};

/** Enters a service and gives its ticket. */
export const ticketFor = async (me: Browser, service: string, person = SOLENE as Parameters<typeof follow>[2]) => {
  const { location } = await follow(me, loginFor(service), person);
  const ticket = new URL(location).searchParams.get("ticket");
  expect(ticket).toMatch(/^ST-[0-9a-f]{40}$/);
  return ticket ?? "";
};

/** What the CAS server answers to a service that asks who holds a ticket. */
export const validate = async (
  me: Browser,
  service: string,
  ticket: string,
  { path = "/cas/serviceValidate", ...more }: Readonly<Record<string, string>> = {},
): Promise<string> => {
  const { status, body } = await me.send("GET", `${path}?${new URLSearchParams({ service, ticket, ...more })}`);
  expect(status).toBe(200);
  return body;
};
