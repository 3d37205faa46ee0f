import { commit, expiresAfter, type OpenTable, type Write } from "@preau/store";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { Authority, AuthorityId, SchoolFigures } from "../authorities-contract.ts";
import { AUTHORITIES, authorityEntity, figuresEntity } from "./entities.ts";

/** Figures are counted anew every day; yesterday's are of no use. */
const KEPT_DAYS = 2;

/** The access patterns of authorities and of the figures they read. */
export const openAuthorityStore = (table: OpenTable) => {
  const AuthorityEntity = authorityEntity(table);
  const FiguresEntity = figuresEntity(table);
  return {
    find: async (authorityId: AuthorityId): Promise<Authority | undefined> => {
      const { Item } = await AuthorityEntity.build(GetItemCommand).key({ authorityId }).send();
      return Item && { ...Item.settings, authorityId, version: Item.version };
    },
    /** Keeps an authority over the version that was read, together with the reply that says so. @throws LostRace */
    keep: ({ authorityId, version, ...settings }: Authority, read: number, reply: Write): Promise<void> =>
      commit(
        AuthorityEntity.build(PutTransaction)
          .item({ authorityId, settings, version })
          .options({ condition: read === 0 ? { attr: "version", exists: false } : { attr: "version", eq: read } }),
        reply,
      ),
    all: async (): Promise<readonly Authority[]> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(AuthorityEntity)
        .query({ partition: AUTHORITIES, range: { beginsWith: "AUTHORITY#" } })
        .options({ maxPages: Number.POSITIVE_INFINITY })
        .send();
      return Items.map(({ authorityId, settings, version }) => ({
        ...settings,
        authorityId: authorityId as AuthorityId,
        version,
      }));
    },
    /** The figures of a school, whatever the day they were counted. */
    figuresOf: async (key: { schoolId: string; schoolYear: number }): Promise<SchoolFigures | undefined> => {
      const { Item } = await FiguresEntity.build(GetItemCommand).key(key).send();
      return Item?.figures;
    },
    keepFigures: async (schoolYear: number, figures: SchoolFigures, now: Date): Promise<void> => {
      const { schoolId } = figures;
      await FiguresEntity.build(PutItemCommand)
        .item({ schoolId, schoolYear, figures, ttl: expiresAfter(KEPT_DAYS, now) })
        .send();
    },
  };
};

export type AuthorityStore = ReturnType<typeof openAuthorityStore>;
