import { createHash } from "node:crypto";
import type { Membership } from "@preau/policy";
import type { OpenTable } from "@preau/store";
import { DeleteItemCommand } from "dynamodb-toolbox/entity/actions/delete";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import { passageEntity, ticketEntity, visitEntity } from "./entities.ts";

export interface Passage {
  /** Where the browser came from and goes back to; none after a sign-out that leads nowhere. */
  readonly service?: string | undefined;
  readonly renew: boolean;
  readonly post: boolean;
  /** Epoch seconds. */
  readonly startedAt: number;
}

export interface Ticket {
  readonly service: string;
  readonly serviceId: string;
  readonly accountId: string;
  readonly memberships: readonly Membership[];
  readonly signedInAt: number;
  readonly fresh: boolean;
  readonly expiresAt: number;
}

export interface Visit {
  readonly ticket: string;
  readonly service: string;
  readonly user: string;
}

/** As long as the issuer keeps a sign-in open. */
const PASSAGE_SECONDS = 3_600;

/** A day of school, as the browser's session at the issuer. */
const VISIT_SECONDS = 36_000;

const digest = (secret: string): string => createHash("sha256").update(secret).digest("base64url");

/** What the CAS server keeps for seconds or hours. Everything is keyed by digest: reading the table gives nothing usable. */
export const openCasStore = (table: OpenTable) => {
  const PassageEntity = passageEntity(table);
  const TicketEntity = ticketEntity(table);
  const VisitEntity = visitEntity(table);
  return {
    keepPassage: async (state: string, passage: Passage): Promise<void> => {
      const ttl = passage.startedAt + PASSAGE_SECONDS;
      await PassageEntity.build(PutItemCommand)
        .item({ key: digest(state), ...passage, ttl })
        .send();
    },
    /** The passage, once: it is gone with this call. */
    takePassage: async (state: string): Promise<Passage | undefined> => {
      const { Attributes } = await PassageEntity.build(DeleteItemCommand)
        .key({ key: digest(state) })
        .options({ returnValues: "ALL_OLD" })
        .send();
      return Attributes as Passage | undefined;
    },
    keepTicket: async (ticket: string, content: Ticket): Promise<void> => {
      await TicketEntity.build(PutItemCommand)
        .item({ key: digest(ticket), ...content, ttl: content.expiresAt })
        .send();
    },
    /** The ticket, once: of two deletions at the same instant one is given what was there. Expired or not, it is gone. */
    takeTicket: async (ticket: string): Promise<Ticket | undefined> => {
      const { Attributes } = await TicketEntity.build(DeleteItemCommand)
        .key({ key: digest(ticket) })
        .options({ returnValues: "ALL_OLD" })
        .send();
      return Attributes as Ticket | undefined;
    },
    keepVisit: async (browser: string, visit: Visit, now: number): Promise<void> => {
      await VisitEntity.build(PutItemCommand)
        .item({ browser: digest(browser), ...visit, ttl: now + VISIT_SECONDS })
        .send();
    },
    /** The services to tell, at most 100. */
    visits: async (browser: string): Promise<readonly Visit[]> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(VisitEntity)
        .query({ partition: `CAS#BROWSER#${digest(browser)}`, range: { beginsWith: "VISIT#" } })
        .options({ limit: 100 })
        .send();
      return Items;
    },
    forgetVisits: async (browser: string, visits: readonly Visit[]): Promise<void> => {
      await Promise.all(
        visits.map(({ ticket }) =>
          VisitEntity.build(DeleteItemCommand)
            .key({ browser: digest(browser), ticket })
            .send(),
        ),
      );
    },
  };
};

export type CasStore = ReturnType<typeof openCasStore>;
