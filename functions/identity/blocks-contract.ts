import { Instant, PersonId, page, pageQuery, Role, route, SchoolId } from "@preau/contract";
import * as z from "zod";

export const BlockId = z
  .string()
  .regex(/^blk_[0-9a-z]{13}$/, "Donnez l’identifiant d’une suspension tel que la liste l’a donné.")
  .meta({ id: "BlockId", description: "A block of a profile or an account", examples: ["blk_7k2mq4x9d0abc"] });

export const BlockTarget = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("profile"), role: Role }),
    z.strictObject({ kind: z.literal("account"), personId: PersonId }),
  ])
  .meta({
    id: "BlockTarget",
    description: "Everybody who holds a role in the school, or one person's account there",
    examples: [
      { kind: "profile", role: "pupil" },
      { kind: "account", personId: "per_7k2mq4x9d0abc" },
    ],
  });
export type BlockTarget = z.output<typeof BlockTarget>;

const what = {
  target: BlockTarget,
  reason: z.enum(["threats", "stolen-account", "misuse", "security", "other"]),
  note: z.string().trim().max(500).optional().meta({ description: "For the school's own record; never logged" }),
  until: Instant.meta({ description: "When it ends by itself: within 92 days" }),
};

export const BlockOrder = z.strictObject(what).meta({
  id: "BlockOrder",
  description: "What to block, why, and until when",
  examples: [
    {
      target: { kind: "account", personId: "per_7k2mq4x9d0abc" },
      reason: "threats",
      note: "Menaces envoyées à tout l’établissement",
      until: "2026-11-24T18:00:00.000Z",
    },
  ],
});
export type BlockOrder = z.output<typeof BlockOrder>;

const Actor = z.object({ personId: PersonId, role: Role });

export const Block = z
  .object({
    blockId: BlockId,
    schoolId: SchoolId,
    ...what,
    by: Actor,
    at: Instant,
    state: z.enum(["active", "ended", "lifted"]),
    lifted: z.object({ by: Actor, at: Instant }).optional(),
  })
  .meta({
    id: "Block",
    description: "A profile or an account that a school has cut off: by whom, why, until when",
    examples: [
      {
        blockId: "blk_7k2mq4x9d0abc",
        schoolId: "0990001N",
        target: { kind: "account", personId: "per_7k2mq4x9d0abc" },
        reason: "threats",
        until: "2026-11-24T18:00:00.000Z",
        by: { personId: "per_1k2mq4x9d0abc", role: "head" },
        at: "2026-11-23T07:04:00.000Z",
        state: "active",
      },
    ],
  });
export type Block = z.output<typeof Block>;

export const blocksProblems = {
  "block-refused": {
    status: 409,
    title: "Vous ne pouvez suspendre ni votre propre accès, ni la direction, ni un opérateur du territoire.",
  },
  "lift-refused": {
    status: 409,
    title: "Cette suspension a été décidée par le territoire : lui seul peut la lever.",
  },
};

const query = z.strictObject({ ...pageQuery, state: z.enum(["active"]).optional() });
const inSchool = z.strictObject({ schoolId: SchoolId });
/** Not `schoolId`: an operator belongs to no school, and acts for any of the territory. */
const inTerritory = z.strictObject({ uai: SchoolId });
const oneInSchool = z.strictObject({ schoolId: SchoolId, blockId: BlockId });
const oneInTerritory = z.strictObject({ uai: SchoolId, blockId: BlockId });

const block = {
  method: "POST",
  summary: "Cut a profile or an account off from a school, within five seconds; other schools are not touched",
  priority: "essential",
  body: BlockOrder,
  replies: { 201: Block },
  problems: ["block-refused"],
  idempotent: true,
} as const;
const list = {
  method: "GET",
  summary:
    "Blocks of a school, the latest first: who, why, until when, lifted by whom; `state=active` for those in force",
  priority: "standard",
  query,
  replies: { 200: page(Block) },
} as const;
const lift = {
  method: "DELETE",
  summary: "Lift a block before its end; lifting again changes nothing",
  priority: "essential",
  replies: { 200: Block },
  problems: ["lift-refused"],
} as const;

const SCHOOL = "/v1/schools/{schoolId}/blocks";
const TERRITORY = "/v1/territory/schools/{uai}/blocks";

/** The emergency stop of March 2024: by the head for their school, by an operator for any. */
export const blocksRoutes = {
  blockAccess: route({ ...block, path: SCHOOL, roles: ["head"], params: inSchool }),
  listBlocks: route({ ...list, path: SCHOOL, roles: ["head", "office"], params: inSchool }),
  liftBlock: route({ ...lift, path: `${SCHOOL}/{blockId}`, roles: ["head"], params: oneInSchool }),
  blockAccessForSchool: route({ ...block, path: TERRITORY, roles: ["operator"], params: inTerritory }),
  listBlocksOfSchool: route({ ...list, path: TERRITORY, roles: ["operator"], params: inTerritory }),
  liftBlockForSchool: route({ ...lift, path: `${TERRITORY}/{blockId}`, roles: ["operator"], params: oneInTerritory }),
};
