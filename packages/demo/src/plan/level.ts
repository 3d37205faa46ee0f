/** One year of study: who is in it and what they learn each week. */
export interface LevelPlan {
  /** The first character of the codes of its classes. */
  readonly name: string;
  readonly label: string;
  readonly mef: string;
  readonly mefStat: string;
  /** Most of its pupils were born that year. */
  readonly birthYear: number;
  /** What a whole class has: subject, and the lengths of its weekly lessons in slots. */
  readonly lessons: Readonly<Record<string, readonly number[]>>;
  readonly choices: readonly Choice[];
}

/** Pupils of several classes mixed into groups that have their lessons at the same time. */
export interface Choice {
  /** How many classes are mixed. */
  readonly classes: number;
  readonly lengths: readonly number[];
  /** Group suffix and its subject; each pupil is in one of them. */
  readonly groups: readonly (readonly [suffix: string, subject: string])[];
  /** The part of the pupils who take it, when it is optional. */
  readonly share: number;
}
