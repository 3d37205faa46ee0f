/** How far somebody knows somebody else: not at all, by name, or well enough to write first. Answering is always allowed. */
export const SIGHTS = ["none", "see", "write"] as const;
export type Sight = (typeof SIGHTS)[number];

/** What people are to one another in a school. `personnel` is everybody who works there without teaching. */
export type Population = "personnel" | "teacher" | "pupil" | "guardian";

/** Whom an edge reaches: the whole school, or those with whom a class or group is shared, directly or through a child. */
export type Reach = "school" | "shared-audience" | "head-teacher" | "same-class" | "same-child";

interface EdgeSpec {
  readonly from: Population;
  readonly to: Population;
  readonly reach: Reach;
  readonly usual: Sight;
  /** The least a school may set: who works in a school is known by name to its members. */
  readonly least: Sight;
  /** In French, for the page of settings: « Les élèves » + label. */
  readonly label: string;
}

/**
 * What a school may open and close, and how it usually is. Personnel and the school are always linked both ways, and so are a pupil and
 * their legal representatives: those edges are not settings. The defaults are those of the ENT in place (`domain`: staff with
 * everybody, pupils of a class with one another and with their teachers, parents with the teachers of the class), but for one: a
 * parent does not write to the other children of a class, and does not see them, unless the school says so.
 */
export const visibilityEdges = {
  teacherToOwnPupils: {
    from: "teacher",
    to: "pupil",
    reach: "shared-audience",
    usual: "write",
    least: "see",
    label: "Les enseignants et les élèves de leurs classes",
  },
  teacherToPupils: {
    from: "teacher",
    to: "pupil",
    reach: "school",
    usual: "write",
    least: "see",
    label: "Les enseignants et tous les élèves de l’établissement",
  },
  teacherToOwnGuardians: {
    from: "teacher",
    to: "guardian",
    reach: "shared-audience",
    usual: "write",
    least: "see",
    label: "Les enseignants et les responsables des élèves de leurs classes",
  },
  teacherToGuardians: {
    from: "teacher",
    to: "guardian",
    reach: "school",
    usual: "write",
    least: "see",
    label: "Les enseignants et tous les responsables de l’établissement",
  },
  pupilToOwnTeachers: {
    from: "pupil",
    to: "teacher",
    reach: "shared-audience",
    usual: "write",
    least: "see",
    label: "Les élèves et les enseignants de leur classe",
  },
  pupilToTeachers: {
    from: "pupil",
    to: "teacher",
    reach: "school",
    usual: "see",
    least: "see",
    label: "Les élèves et tous les enseignants de l’établissement",
  },
  pupilToClassmates: {
    from: "pupil",
    to: "pupil",
    reach: "same-class",
    usual: "write",
    least: "none",
    label: "Les élèves d’une même classe entre eux",
  },
  pupilToPupils: {
    from: "pupil",
    to: "pupil",
    reach: "school",
    usual: "none",
    least: "none",
    label: "Les élèves de classes différentes entre eux",
  },
  guardianToOwnTeachers: {
    from: "guardian",
    to: "teacher",
    reach: "shared-audience",
    usual: "write",
    least: "see",
    label: "Les responsables et les enseignants de la classe de leur enfant",
  },
  guardianToHeadTeacher: {
    from: "guardian",
    to: "teacher",
    reach: "head-teacher",
    usual: "write",
    least: "see",
    label: "Les responsables et le professeur principal de leur enfant",
  },
  guardianToTeachers: {
    from: "guardian",
    to: "teacher",
    reach: "school",
    usual: "see",
    least: "see",
    label: "Les responsables et tous les enseignants de l’établissement",
  },
  guardianToClassPupils: {
    from: "guardian",
    to: "pupil",
    reach: "same-class",
    usual: "none",
    least: "none",
    label: "Les responsables et les autres élèves de la classe de leur enfant",
  },
  guardianToCoGuardian: {
    from: "guardian",
    to: "guardian",
    reach: "same-child",
    usual: "see",
    least: "see",
    label: "Les responsables d’un même élève entre eux",
  },
} as const satisfies Readonly<Record<string, EdgeSpec>>;

export type EdgeId = keyof typeof visibilityEdges;

/** The edges a school may set, in the order of the page of settings. */
export const EDGE_IDS = Object.keys(visibilityEdges) as readonly EdgeId[];

/** What a school decided; edges it does not name are as usual. */
export type VisibilitySettings = Readonly<Partial<Record<EdgeId, Sight>>>;

/** The wider of two. */
export const wider = (a: Sight, b: Sight): Sight => (SIGHTS.indexOf(a) >= SIGHTS.indexOf(b) ? a : b);

/** What a school's settings say of an edge: never less than the least allowed, whatever was once kept. */
export const sightThrough = (edge: EdgeId, settings: VisibilitySettings): Sight =>
  wider(settings[edge] ?? visibilityEdges[edge].usual, visibilityEdges[edge].least);
