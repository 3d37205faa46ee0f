import type { Role } from "@preau/contract";
import {
  EDGE_IDS,
  type EdgeId,
  type Population,
  type Sight,
  sightThrough,
  type VisibilitySettings,
  visibilityEdges,
  wider,
} from "./visibility-edges.ts";
import { linkBetween, type SchoolLink, sightThroughLink } from "./visibility-links.ts";

/** A person as far as who may see whom is concerned: what the directory says of them in one school. */
export interface SchoolPerson {
  readonly schoolId: string;
  readonly personId: string;
  readonly roles: readonly Role[];
  /** Classes and groups: attended by a pupil or by a guardian's children, taught by a teacher. */
  readonly audiences: readonly string[];
  /** The classes among them: a pupil's own, those of a guardian's children. */
  readonly classes: readonly string[];
  /** The classes of which a teacher is head teacher. */
  readonly headTeacherOf: readonly string[];
  /** The pupils a guardian legally represents. */
  readonly children: readonly string[];
}

/** What decides beside the people themselves: what their school set, and the links in force between schools. */
export interface VisibilityRules {
  readonly settings: VisibilitySettings;
  readonly links: readonly SchoolLink[];
}

/** Why somebody is seen: an edge a school may set, or one of those that always hold. */
export type Because = EdgeId | "self" | "family" | "personnel" | "colleagues" | "linked-school";

const POPULATION: Readonly<Record<Role, Population | undefined>> = {
  pupil: "pupil",
  guardian: "guardian",
  teacher: "teacher",
  librarian: "personnel",
  cpe: "personnel",
  supervisor: "personnel",
  head: "personnel",
  office: "personnel",
  operator: undefined,
  authority: undefined,
};

/** What somebody is in the school: several for who has several functions, none for who has left. */
export const populationsOf = ({ roles }: Pick<SchoolPerson, "roles">): readonly Population[] => [
  ...new Set(roles.flatMap((role) => POPULATION[role] ?? [])),
];

const share = (a: readonly string[], b: readonly string[]): boolean => a.some((one) => b.includes(one));

const reaches: Readonly<
  Record<(typeof visibilityEdges)[EdgeId]["reach"], (a: SchoolPerson, b: SchoolPerson) => boolean>
> = {
  school: () => true,
  "shared-audience": (a, b) => share(a.audiences, b.audiences),
  "head-teacher": (a, b) => share(a.classes, b.headTeacherOf),
  "same-class": (a, b) => share(a.classes, b.classes),
  "same-child": (a, b) => share(a.children, b.children),
};

/** The edges of the school's graph that lead from one person to another. */
const edgesBetween = (a: SchoolPerson, b: SchoolPerson): readonly EdgeId[] => {
  const [from, to] = [populationsOf(a), populationsOf(b)];
  return EDGE_IDS.filter((id) => {
    const edge = visibilityEdges[id];
    return from.includes(edge.from) && to.includes(edge.to) && reaches[edge.reach](a, b);
  });
};

/** The edges no setting closes: oneself, a child and their legal representative, the personnel of the school, its staff together. */
const lastingEdge = (a: SchoolPerson, b: SchoolPerson): Because | undefined => {
  if (a.personId === b.personId) return "self";
  if (a.children.includes(b.personId) || b.children.includes(a.personId)) return "family";
  const [from, to] = [populationsOf(a), populationsOf(b)];
  if (from.length === 0 || to.length === 0) return undefined;
  if (from.includes("personnel") || to.includes("personnel")) return "personnel";
  return from.includes("teacher") && to.includes("teacher") ? "colleagues" : undefined;
};

const inOneSchool = (a: SchoolPerson, b: SchoolPerson, settings: VisibilitySettings) => {
  const lasting = lastingEdge(a, b);
  if (lasting !== undefined) return { sight: "write" as const, because: [lasting] };
  const open = edgesBetween(a, b).filter((id) => sightThrough(id, settings) !== "none");
  return {
    sight: open.reduce<Sight>((widest, id) => wider(widest, sightThrough(id, settings)), "none"),
    because: open,
  };
};

/**
 * How far `a` knows `b`, and by which edges. People of two schools know one another only through a link that both heads agreed on.
 * Whoever has no role any more knows nobody and is known by nobody but their own family.
 */
export const sightOf = (
  a: SchoolPerson,
  b: SchoolPerson,
  { settings, links }: VisibilityRules,
): { readonly sight: Sight; readonly because: readonly Because[] } => {
  if (a.schoolId === b.schoolId) return inOneSchool(a, b, settings);
  const link = linkBetween(links, a.schoolId, b.schoolId);
  const sight = link === undefined ? "none" : sightThroughLink(link, populationsOf(a), populationsOf(b));
  return { sight, because: sight === "none" ? [] : ["linked-school"] };
};

/** Whether `a` may know that `b` is there: find them by name, and read what their card says to `a`. */
export const maySee = (a: SchoolPerson, b: SchoolPerson, rules: VisibilityRules): boolean =>
  sightOf(a, b, rules).sight !== "none";

/** Whether `a` may write to `b` first. */
export const mayWriteTo = (a: SchoolPerson, b: SchoolPerson, rules: VisibilityRules): boolean =>
  sightOf(a, b, rules).sight === "write";
