import { ABOVE_SCHOOLS, ROLES, type Role } from "@preau/contract";
import { type Principal, principalOf } from "@preau/policy";

export const COLLEGE = "0990001N";
export const LYCEE = "0990002P";

/** The pupil whom everything in this world is about: the examples of all contracts bear her id. */
export const NINA = "per_7k2mq4x9d0abc";

/**
 * What somebody is to Nina. `own`: staff are besides the guardian of another pupil here, under another person. `other school`: the same person as `own`, in the other school only. `here and elsewhere`: the same again,
 * who besides is the guardian of another pupil here. `left`: a fresh token holds nothing any more. `ex-guardian`: answered for Nina
 * until yesterday, and has another child in the school.
 */
export const RELATIONS = [
  "own",
  "same class",
  "same school",
  "other school",
  "here and elsewhere",
  "left",
  "ex-guardian",
] as const;
export type Relation = (typeof RELATIONS)[number];

/** The pupil in whose place a pupil or a guardian stands. */
export const PUPILS = {
  own: NINA,
  "same class": "per_0000000000zae",
  "same school": "per_0000000000tam",
  "ex-guardian": "per_0000000000kea",
} as const;

const standsAs = (relation: Relation): keyof typeof PUPILS =>
  relation === "other school" || relation === "here and elsewhere" || relation === "left" ? "own" : relation;

/** The person somebody is in a school under a role. */
export const personOf = (role: Role, relation: Relation): string => {
  const stands = standsAs(relation);
  if (role === "pupil") return PUPILS[stands];
  const name = `${stands}${role}`.replace(/[^a-z]/g, "").replace(/[ilou]/g, "x");
  return `per_${name.slice(0, 13).padEnd(13, "0")}`;
};

interface Held {
  readonly memberships: string;
  readonly children?: string;
}

const heldIn = (school: string, role: Role, relation: Relation): Held => ({
  memberships: `${school}:${role}:${personOf(role, relation)}`,
  ...(role === "guardian" && { children: `${school}:${PUPILS[standsAs(relation)]}` }),
});

const heldBy = (role: Role, relation: Relation): readonly Held[] => {
  if ((ABOVE_SCHOOLS as readonly Role[]).includes(role)) return [heldIn("territory", role, relation)];
  if (relation === "left") return [];
  if (relation === "other school") return [heldIn(LYCEE, role, relation)];
  if (relation === "here and elsewhere")
    return [heldIn(LYCEE, role, relation), heldIn(COLLEGE, "guardian", "same school")];
  const alsoParent = relation === "own" && role !== "pupil" && role !== "guardian";
  return [...(alsoParent ? [heldIn(COLLEGE, "guardian", "same school")] : []), heldIn(COLLEGE, role, relation)];
};

/** The principal of a fresh token. */
export const callerOf = (role: Role, relation: Relation): Principal => {
  const held = heldBy(role, relation);
  return principalOf({
    sub: `acc_${personOf(role, relation).slice(4)}`,
    memberships: held.map(({ memberships }) => memberships).join(" "),
    children: held.map(({ children }) => children ?? "").join(" "),
  });
};

/** Every role in every relation. */
export const everyCaller = ROLES.flatMap((role) =>
  RELATIONS.map((relation) => ({ role, relation, principal: callerOf(role, relation) })),
);
export type Caller = (typeof everyCaller)[number];
