import { Instant, page, ROLES, route } from "@preau/contract";
import * as z from "zod";

export const MergeId = z
  .string()
  .regex(/^mrg_[0-9a-z]{13}$/)
  .meta({ id: "MergeId", examples: ["mrg_7k2mq4x9d0abc"] });

export const MergeProof = z
  .strictObject({
    login: z.string().min(1).max(100),
    password: z.string().min(1).max(200).optional(),
    code: z.string().min(1).max(40).optional(),
  })
  .refine(
    ({ password, code }) => (password === undefined) !== (code === undefined),
    "Donnez le mot de passe de l’autre compte, ou un code pour ce compte, et l’un des deux seulement.",
  )
  .meta({
    id: "MergeProof",
    description:
      "Proof that the other account is the caller's too: its login, with its password or a code printed or mailed for it",
    examples: [{ login: "lea.martin.2", code: "K7MR-PQ2X-9DTF" }],
  });

export const Merge = z
  .object({
    mergeId: MergeId,
    login: z.string().meta({ description: "The login that now leads to this account" }),
    name: z.string(),
    state: z.enum(["merged", "undone"]),
    mergedAt: Instant,
    undoUntil: Instant,
  })
  .meta({
    id: "Merge",
    description: "An account that was joined to this one",
    examples: [
      {
        mergeId: "mrg_7k2mq4x9d0abc",
        login: "lea.martin.2",
        name: "Léa MARTIN",
        state: "merged",
        mergedAt: "2026-11-23T07:04:00.000Z",
        undoUntil: "2026-12-23T07:04:00.000Z",
      },
    ],
  });
export type Merge = z.output<typeof Merge>;

export const mergingProblems = {
  "merge-not-proved": { status: 403, title: "L’identifiant de l’autre compte, ou ce qui le prouve, est incorrect." },
  "merge-try-later": { status: 429, title: "Trop d’essais : attendez une minute avant de réessayer." },
  "merge-not-allowed": {
    status: 409,
    title: "Ces deux comptes ne peuvent pas être réunis : adressez-vous à l’établissement.",
  },
  "merge-undo-too-late": {
    status: 409,
    title: "Cette réunion date de plus de trente jours : adressez-vous à l’établissement.",
  },
} as const;

/**
 * One person, one account: a parent whom two academies know under two names of their own. Neither route remembers its answer under a
 * key, for the digest of the request would hold the password; joining twice what is joined changes nothing.
 */
export const mergingRoutes = {
  mergeAccounts: route({
    method: "POST",
    path: "/v1/me/merges",
    summary: "Join another account of the caller's to this one, with proof of both; its login then leads here",
    roles: ROLES,
    priority: "deferrable",
    body: MergeProof,
    replies: { 200: Merge },
    problems: ["merge-not-proved", "merge-try-later", "merge-not-allowed"],
  }),
  listMerges: route({
    method: "GET",
    path: "/v1/me/merges",
    summary: "The accounts joined to the caller's, the latest first",
    roles: ROLES,
    priority: "deferrable",
    replies: { 200: page(Merge) },
  }),
  undoMerge: route({
    method: "DELETE",
    path: "/v1/me/merges/{mergeId}",
    summary: "Take the two accounts apart again, each with what it had, within thirty days",
    roles: ROLES,
    priority: "deferrable",
    params: z.strictObject({ mergeId: MergeId }),
    replies: { 200: Merge },
    problems: ["merge-undo-too-late"],
  }),
};
