import type { AudienceId } from "@preau/contract";
import {
  expiresAfter,
  keepTogether,
  type OpenTable,
  olderThan,
  orLostRace,
  schoolKey,
  unlessNewer,
} from "@preau/store";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { PutItemCommand } from "dynamodb-toolbox/entity/actions/put";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { Card } from "./child.ts";
import type { HomeNotice } from "./contract.ts";
import { cardEntity, noticeEntity, rosterEntity } from "./entities.ts";
import { cardKey, FAMILY_RANGE, noticeKey, type Owner, partitionOf, type Year } from "./keys.ts";

/** Cards and latest notices together: what bounds the price of the first screen, whatever the number of absences. */
const FAMILY_LIMIT = 30;
const NOTICE_DAYS = 30;
/** Longer than a queue and its dead letters keep an event that could bring a card back. */
const BURIED_DAYS = 30;

/** A card in somebody's hands, or taken back from them. */
export interface HeldCard {
  readonly owner: Owner;
  readonly member: boolean;
  readonly card: Card;
}

interface RosterKey extends Year {
  readonly audienceId: AudienceId;
}

/** What families see: their cards and their notices. */
export const openFamilyStore = (table: OpenTable) => {
  const CardEntity = cardEntity(table);
  const NoticeEntity = noticeEntity(table);
  const RosterEntity = rosterEntity(table);
  const rosterKey = ({ schoolId, schoolYear, audienceId }: RosterKey) => ({
    pk: schoolKey(schoolId, schoolYear, "AUDIENCE", audienceId),
    sk: "ROSTER",
  });
  return {
    /** The cards a person holds, of themselves or of children, and their latest notices. */
    family: async (
      person: Year & { personId: string },
    ): Promise<{ cards: readonly Card[]; notices: readonly HomeNotice[] }> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(CardEntity, NoticeEntity)
        .query({
          partition: partitionOf({ ...person, kind: "PERSON", id: person.personId }),
          range: { between: FAMILY_RANGE },
        })
        .options({ reverse: true, limit: FAMILY_LIMIT })
        .send();
      return {
        cards: Items.flatMap((item) => ("member" in item && item.member ? [item] : [])),
        notices: Items.flatMap((item) => ("notice" in item ? [item.notice] : [])),
      };
    },
    /** Gives cards, and takes back those whose holder left: a mark stays that an older roster runs into. */
    keepCards: (cards: readonly HeldCard[], now: Date): Promise<void> =>
      keepTogether(
        cards.map(({ owner, member, card }) =>
          CardEntity.build(PutTransaction)
            .item({
              pk: partitionOf(owner),
              sk: cardKey(card.pupilId, card.audienceId),
              member,
              ...(!member && { ttl: expiresAfter(BURIED_DAYS, now) }),
              ...card,
            })
            .options({ condition: olderThan(card.version) }),
        ),
      ),
    roster: async (key: RosterKey) => {
      const { Item } = await RosterEntity.build(GetItemCommand)
        .key(rosterKey(key))
        .options({ consistent: true })
        .send();
      return Item;
    },
    /** @throws LostRace when the roster is no longer at the version that was read. */
    keepRoster: async (
      key: RosterKey,
      roster: { version: number; holders: readonly string[] },
      read: number | undefined,
    ): Promise<void> => {
      await orLostRace(
        RosterEntity.build(PutItemCommand)
          .item({ ...rosterKey(key), ...roster })
          .options({
            condition: read === undefined ? { attr: "version", exists: false } : { attr: "version", eq: read },
          })
          .send(),
      );
    },
    keepNotice: (guardian: Owner, notice: HomeNotice, version: number) =>
      unlessNewer(
        NoticeEntity.build(PutItemCommand)
          .item({
            pk: partitionOf(guardian),
            sk: noticeKey(notice),
            version,
            notice,
            ttl: expiresAfter(NOTICE_DAYS, new Date(`${notice.day}T00:00:00Z`)),
          })
          .options({ condition: olderThan(version) })
          .send(),
      ),
  };
};
