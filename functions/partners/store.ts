import { commit, decodeCursor, encodeCursor, type OpenTable, orLostRace, type Write } from "@preau/store";
import { EntityFormatter } from "dynamodb-toolbox/entity/actions/format";
import { GetItemCommand } from "dynamodb-toolbox/entity/actions/get";
import { DeleteTransaction } from "dynamodb-toolbox/entity/actions/transactDelete";
import { PutTransaction } from "dynamodb-toolbox/entity/actions/transactPut";
import { UpdateItemCommand } from "dynamodb-toolbox/entity/actions/update";
import { QueryCommand } from "dynamodb-toolbox/table/actions/query";
import type { ServiceDeclaration, ServiceId } from "./contract.ts";
import { addressEntity, choiceEntity, choicesKey, REGISTRY, serviceEntity } from "./entities.ts";
import type { KeptChoice, KeptService } from "./service.ts";
import { liesUnder, partsOf } from "./service-url.ts";

interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Who changed something, and when. */
export interface Signature {
  readonly changedBy: string;
  readonly changedAt: string;
}

interface KeptItem {
  readonly serviceId: string;
  readonly version: number;
  readonly declaration: ServiceDeclaration;
  readonly salt: string;
  readonly secretDigest?: string | undefined;
}

const serviceOf = ({ serviceId, version, declaration, salt, secretDigest }: KeptItem): KeptService => ({
  serviceId: serviceId as ServiceId,
  version,
  ...declaration,
  salt,
  secretDigest,
});

const itemOf = ({ serviceId, version, salt, secretDigest, ...declaration }: KeptService): KeptItem => ({
  serviceId,
  version,
  declaration,
  salt,
  ...(secretDigest !== undefined && { secretDigest }),
});

const addressesOf = (service: KeptService | undefined): readonly string[] =>
  service?.access.protocol === "cas" ? service.access.addresses : [];

/** Written over nothing (version 1) or over the version before. */
const succeeding = (version: number) =>
  version === 1 ? { attr: "version" as const, exists: false as const } : { attr: "version" as const, eq: version - 1 };

/** An address of the registry and the service it leads to; `schoolId` is empty when it leads there for everybody. */
export interface Lead {
  readonly origin: string;
  readonly path: string;
  readonly serviceId: string;
  readonly schoolId: string;
}

/** The registry: services, addresses, schools' choices. The README's table gives the price of each pattern. */
export const openRegistry = (table: OpenTable) => {
  const ServiceEntity = serviceEntity(table);
  const AddressEntity = addressEntity(table);
  const ChoiceEntity = choiceEntity(table);

  const leadsAt = async (origin: string): Promise<readonly Lead[]> => {
    const { Items = [] } = await table
      .build(QueryCommand)
      .entities(AddressEntity)
      .query({ partition: `ADDRESS#${origin}` })
      .send();
    return Items.map((one) => ({ ...one, schoolId: one.schoolId ?? "" }));
  };
  const leads = (serviceId: string, before: readonly string[], after: readonly string[], schoolId = ""): Write[] => [
    ...before
      .filter((address) => !after.includes(address))
      .map((address) => AddressEntity.build(DeleteTransaction).key({ ...partsOf(address), serviceId, schoolId })),
    ...after
      .filter((address) => !before.includes(address))
      .map((address) => AddressEntity.build(PutTransaction).item({ ...partsOf(address), serviceId, schoolId })),
  ];

  return {
    services: async ({ limit, cursor }: Page) => {
      const after = decodeCursor(cursor);
      const { Items = [], LastEvaluatedKey } = await table
        .build(QueryCommand)
        .entities(ServiceEntity)
        .query({ partition: REGISTRY, range: { beginsWith: "SERVICE#" } })
        .options({ limit, ...(after !== undefined && { exclusiveStartKey: { pk: REGISTRY, sk: after } }) })
        .send();
      return { items: Items.map(serviceOf), cursor: encodeCursor(LastEvaluatedKey?.sk as string | undefined) };
    },
    service: async (serviceId: string): Promise<KeptService | undefined> => {
      const { Item } = await ServiceEntity.build(GetItemCommand).key({ serviceId }).send();
      return Item && serviceOf(Item);
    },
    /** Writes a declaration with its addresses and the reply. @throws LostRace when another version was written meanwhile. */
    keepService: (service: KeptService, before: KeptService | undefined, by: Signature, reply: Write): Promise<void> =>
      commit(
        ServiceEntity.build(PutTransaction)
          .item({ ...itemOf(service), ...by })
          .options({ condition: succeeding(service.version) }),
        reply,
        ...leads(service.serviceId, addressesOf(before), addressesOf(service)),
      ),
    /** Replaces the digest of a service's secret. @throws LostRace as `keepService`. */
    keepSecret: async (serviceId: string, version: number, secretDigest: string, by: Signature): Promise<void> => {
      await orLostRace(
        ServiceEntity.build(UpdateItemCommand)
          .item({ serviceId, version, secretDigest, ...by })
          .options({ condition: succeeding(version) })
          .send(),
      );
    },
    leadsAt,
    /** The service an address leads to (the longest declared path wins), and the schools it does so for; none named: all. */
    leadOf: async (
      url: URL,
    ): Promise<{ readonly serviceId: string; readonly schoolIds: readonly string[] } | undefined> => {
      const found = (await leadsAt(url.origin)).filter(({ path }) => liesUnder(url.pathname, path));
      const longest = Math.max(...found.map(({ path }) => path.length));
      const [first, ...others] = found.filter(({ path }) => path.length === longest);
      if (first === undefined) return undefined;
      const schoolIds = [first, ...others.filter(({ serviceId }) => serviceId === first.serviceId)].map(
        (one) => one.schoolId,
      );
      return { serviceId: first.serviceId, schoolIds: schoolIds.includes("") ? [] : schoolIds };
    },
    choices: async (schoolId: string): Promise<readonly KeptChoice[]> => {
      const { Items = [] } = await table
        .build(QueryCommand)
        .entities(ChoiceEntity)
        .query({ partition: choicesKey(schoolId) })
        .send();
      return Items as unknown as readonly KeptChoice[];
    },
    choice: async (schoolId: string, serviceId: string): Promise<KeptChoice | undefined> => {
      const { Item } = await ChoiceEntity.build(GetItemCommand).key({ schoolId, serviceId }).send();
      return Item as KeptChoice | undefined;
    },
    /** Writes a school's decision with its address and the reply. @throws LostRace as `keepService`. */
    keepChoice: (choice: KeptChoice, before: KeptChoice | undefined, by: Signature, reply: Write): Promise<void> =>
      commit(
        ChoiceEntity.build(PutTransaction)
          .item({ ...choice, ...by })
          .options({ condition: succeeding(choice.version) }),
        reply,
        ...leads(
          choice.serviceId,
          before?.address === undefined ? [] : [before.address],
          choice.address === undefined ? [] : [choice.address],
          choice.schoolId,
        ),
      ),
    /** Reads an item out of a stream image. */
    readService: (image: Readonly<Record<string, unknown>>): KeptService =>
      serviceOf(ServiceEntity.build(EntityFormatter).format(image) as unknown as KeptItem),
    readChoice: (image: Readonly<Record<string, unknown>>): KeptChoice =>
      ChoiceEntity.build(EntityFormatter).format(image) as unknown as KeptChoice,
  };
};

export type Registry = ReturnType<typeof openRegistry>;
