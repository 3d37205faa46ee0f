import type { SchoolId } from "@preau/contract";
import {
  EDGE_IDS,
  type EdgeId,
  SIGHTS,
  type Sight,
  sightThrough,
  type VisibilitySettings,
  visibilityEdges,
} from "@preau/policy";
import type { Kept } from "../settings/settings-store.ts";

/** The page of settings: every edge with what it is, what it usually is and the least it may be. */
export const settingsPage = (schoolId: SchoolId, { value, version, changedAt }: Kept<"visibility">) => ({
  schoolId,
  version,
  changedAt,
  edges: EDGE_IDS.map((edge) => {
    const { label, usual, least } = visibilityEdges[edge];
    return { edge, label, sight: sightThrough(edge, value), usual, least };
  }),
});

/** Only what differs from the usual is kept, so that a better default reaches the schools that never chose. */
export const decisionsAmong = (edges: VisibilitySettings): VisibilitySettings =>
  Object.fromEntries(
    EDGE_IDS.flatMap((id) =>
      edges[id] === undefined || edges[id] === visibilityEdges[id].usual ? [] : [[id, edges[id]]],
    ),
  );

/** Edges asked to be narrower than the least a school may set. */
export const tooNarrow = (edges: VisibilitySettings): readonly EdgeId[] =>
  EDGE_IDS.filter((id) => sightThrough(id, edges) !== (edges[id] ?? visibilityEdges[id].usual));

/** How many people are at the beginning of an edge. */
export type Headcount = Readonly<Record<"teacher" | "pupil" | "guardian", number>>;

const WHO = {
  teacher: ["enseignant", "enseignants"],
  pupil: ["élève", "élèves"],
  guardian: ["responsable", "responsables"],
} as const;
const WHOM: Readonly<Record<EdgeId, string>> = {
  teacherToOwnPupils: "aux élèves de leurs classes",
  teacherToPupils: "à tous les élèves",
  teacherToOwnGuardians: "aux responsables de leurs classes",
  teacherToGuardians: "à tous les responsables",
  pupilToOwnTeachers: "aux enseignants de leur classe",
  pupilToTeachers: "à tous les enseignants",
  pupilToClassmates: "aux élèves de leur classe",
  pupilToPupils: "aux élèves des autres classes",
  guardianToOwnTeachers: "aux enseignants de la classe de leur enfant",
  guardianToHeadTeacher: "au professeur principal de leur enfant",
  guardianToTeachers: "à tous les enseignants",
  guardianToClassPupils: "aux autres élèves de la classe de leur enfant",
  guardianToCoGuardian: "aux autres responsables de leur enfant",
};

const widerThan = (a: Sight, b: Sight): boolean => SIGHTS.indexOf(a) > SIGHTS.indexOf(b);

/** « 512 élèves ne pourront plus écrire aux élèves de leur classe. » */
const effectOn = (edge: EdgeId, before: Sight, after: Sight, people: number): string => {
  const one = people <= 1;
  const who = `${people} ${WHO[visibilityEdges[edge].from][one ? 0 : 1]}`;
  const may = one ? "pourra" : "pourront";
  if (widerThan(after, before))
    return after === "write"
      ? `${who} ${may} écrire ${WHOM[edge]}.`
      : `${who} ${may} trouver des noms, sans pouvoir leur écrire : « ${visibilityEdges[edge].label} ».`;
  return after === "none"
    ? `${who} ne ${may} plus écrire ${WHOM[edge]}, ni les trouver par leur nom.`
    : `${who} ne ${may} plus écrire ${WHOM[edge]} ; les noms restent visibles.`;
};

/** What a change of settings would do, edge by edge, with the number of people it concerns. */
export const effectsOf = (before: VisibilitySettings, after: VisibilitySettings, headcount: Headcount) =>
  EDGE_IDS.flatMap((edge) => {
    const [was, is] = [sightThrough(edge, before), sightThrough(edge, after)];
    if (was === is) return [];
    const people = headcount[visibilityEdges[edge].from];
    return [{ edge, before: was, after: is, people, message: effectOn(edge, was, is, people) }];
  });
