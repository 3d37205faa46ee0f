import { randomBytes, randomUUID } from "node:crypto";
import { openTable } from "@preau/store";
import { freshTable } from "../../../test/support/fresh-table.ts";
import { browser } from "../../identity/testing/browser.ts";
import { gateway, type Handler } from "../../identity/testing/gateway.ts";
import { ISSUER, openWorld as openIdentity, PORTAL } from "../../identity/testing/world.ts";
import { openAccessStore } from "../access-store.ts";
import { exchangeAt } from "../cas/issuer-client.ts";
import { openCas } from "../cas/open-cas.ts";
import { openCasStore } from "../cas/store.ts";
import type { Choice, ServiceDeclaration, ServiceId } from "../contract.ts";
import { keepPeople } from "../keep-people.ts";
import { partners } from "../manifest.ts";
import { openPeopleStore } from "../people-store.ts";
import type { KeptService } from "../service.ts";
import { openRegistry } from "../store.ts";
import { noReply } from "./no-reply.ts";
import { PRONOTE } from "./pronote.ts";

/** What a service was told by post. */
export interface Posted {
  readonly address: string;
  readonly form: URLSearchParams;
}

/** The issuer and the CAS server before one browser, on tables of their own, with a clock that stands still until it is moved. */
export const openWorld = async () => {
  const identity = await openIdentity();
  const table = openTable(await freshTable(partners));
  const registry = openRegistry(table);
  const people = openPeopleStore(table);
  const accesses = openAccessStore(table);
  const posted: Posted[] = [];
  const now = (): Date => new Date(identity.now() * 1000);
  const server = identity.newBrowser();
  const exchange = exchangeAt(ISSUER, async (path, form) => {
    const { status, body } = await server.send("POST", path, form);
    return status === 200 ? JSON.parse(body) : undefined;
  });
  const handle = openCas({
    issuerUrl: ISSUER,
    portalUrl: PORTAL,
    registry,
    people,
    accesses,
    cas: openCasStore(table),
    now,
    newSecret: (bytes) => randomBytes(bytes).toString("hex"),
    // The library dates its tokens by the real clock, whatever the world's; the moment of the sign-in is the world's.
    exchange: async (code, verifier) => {
      const person = await exchange(code, verifier);
      return person && { ...person, issuedAt: identity.now() };
    },
    tell: async (address, form) => {
      posted.push({ address, form });
    },
  });
  const ours = gateway({ cas: handle as Handler }, partners);
  const by = { changedBy: "acc_0000000000000", changedAt: now().toISOString() };

  return {
    ...identity,
    registry,
    accesses,
    posted,
    newBrowser: () => browser(ISSUER, (method, path) => identity.find(method, path) ?? ours(method, path)),
    told: (event: Parameters<typeof keepPeople>[0]) => keepPeople(event, { people }),
    /** Declares a service like Pronote, but for what is changed; on a host of its own unless told. */
    declare: async (
      changes: Partial<ServiceDeclaration> = {},
      host = `${randomUUID()}.example`,
    ): Promise<KeptService> => {
      const access = { ...PRONOTE.access, addresses: [`https://${host}/`] };
      const service: KeptService = {
        ...PRONOTE,
        access,
        ...changes,
        serviceId: `srv_${randomBytes(7).toString("hex").slice(0, 13)}` as ServiceId,
        version: 1,
        salt: randomUUID(),
      };
      await registry.keepService(service, undefined, by, noReply(table));
      return service;
    },
    change: async (before: KeptService, changes: Partial<ServiceDeclaration>): Promise<KeptService> => {
      const service = { ...before, ...changes, version: before.version + 1 };
      await registry.keepService(service, before, by, noReply(table));
      return service;
    },
    choose: async (schoolId: string, { serviceId }: KeptService, choice: Choice, address?: string): Promise<void> => {
      const before = await registry.choice(schoolId, serviceId);
      const version = (before?.version ?? 0) + 1;
      await registry.keepChoice({ schoolId, serviceId, version, choice, address }, before, by, noReply(table));
    },
  };
};

export type World = Awaited<ReturnType<typeof openWorld>>;
