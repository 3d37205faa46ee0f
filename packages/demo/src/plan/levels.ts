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

const lv2: Choice = {
  classes: 4,
  lengths: [1, 1],
  share: 1,
  groups: [
    ["ESP1", "ESP2"],
    ["ESP2", "ESP2"],
    ["ALL", "ALL2"],
    ["ITA", "ITA2"],
  ],
};
const latin: Choice = { classes: 4, lengths: [1], share: 0.25, groups: [["LAT", "LATIN"]] };
const sports: Choice = {
  classes: 2,
  lengths: [2, 1],
  share: 1,
  groups: [
    ["EPS1", "EPS"],
    ["EPS2", "EPS"],
  ],
};
const lvb: Choice = {
  ...lv2,
  classes: 6,
  groups: [
    ["ESP1", "ESP2"],
    ["ESP2", "ESP2"],
    ["ESP3", "ESP2"],
    ["ALL1", "ALL2"],
    ["ALL2", "ALL2"],
    ["ITA", "ITA2"],
  ],
};
const mathsOrHumanities: Choice["groups"] = [
  ["AMA1", "MATHS"],
  ["AMA2", "MATHS"],
  ["AMA3", "MATHS"],
  ["AHG1", "HGGSP"],
  ["AHG2", "HGGSP"],
  ["ALLC", "LLCE"],
];
const physicsOrEconomics: Choice["groups"] = [
  ["BPC1", "PH-CH"],
  ["BPC2", "PH-CH"],
  ["BPC3", "PH-CH"],
  ["BSE1", "SES"],
  ["BSE2", "SES"],
  ["BHLP", "HLP"],
];
const biologyOrComputing: Choice["groups"] = [
  ["CSV1", "SVT"],
  ["CSV2", "SVT"],
  ["CSV3", "SVT"],
  ["CSV4", "SVT"],
  ["CNS1", "NSI"],
  ["CNS2", "NSI"],
];

function speciality(lengths: readonly number[], groups: Choice["groups"]): Choice {
  return { classes: 6, lengths, share: 1, groups };
}

/** The four years of collège. */
export const collegeLevels: readonly LevelPlan[] = [
  {
    name: "6",
    label: "SIXIÈME",
    mef: "10010012110",
    mefStat: "21110010012",
    birthYear: 2015,
    choices: [],
    lessons: {
      FRANC: [1, 1, 1, 1, 1],
      MATHS: [1, 1, 1, 1],
      "HI-GE": [1, 1, 1],
      AGL1: [1, 1, 1, 1],
      SVT: [1, 1],
      "PH-CH": [1],
      "A-PLA": [1],
      EDMUS: [1],
      EPS: [2, 2],
    },
  },
  {
    name: "5",
    label: "CINQUIÈME",
    mef: "10110001110",
    mefStat: "21120010001",
    birthYear: 2014,
    choices: [lv2, latin],
    lessons: {
      FRANC: [1, 1, 1, 1],
      MATHS: [1, 1, 1, 1],
      "HI-GE": [1, 1, 1],
      AGL1: [1, 1, 1],
      SVT: [1],
      "PH-CH": [1],
      TECHN: [1],
      "A-PLA": [1],
      EDMUS: [1],
      EPS: [2, 1],
    },
  },
  {
    name: "4",
    label: "QUATRIÈME",
    mef: "10210001110",
    mefStat: "21150010001",
    birthYear: 2013,
    choices: [lv2, latin],
    lessons: {
      FRANC: [1, 1, 1, 1],
      MATHS: [1, 1, 1, 1],
      "HI-GE": [1, 1, 1],
      AGL1: [1, 1, 1],
      SVT: [1],
      "PH-CH": [1],
      TECHN: [1],
      "A-PLA": [1],
      EDMUS: [1],
      EPS: [2, 1],
    },
  },
  {
    name: "3",
    label: "TROISIÈME",
    mef: "10310019110",
    mefStat: "21160010019",
    birthYear: 2012,
    choices: [lv2, latin, sports],
    lessons: {
      FRANC: [1, 1, 1, 1],
      MATHS: [1, 1, 1, 1],
      "HI-GE": [1, 1, 1],
      AGL1: [1, 1, 1],
      SVT: [1],
      "PH-CH": [1],
      TECHN: [1],
      "A-PLA": [1],
      EDMUS: [1],
    },
  },
];

/** The three years of lycée général. */
export const lyceeLevels: readonly LevelPlan[] = [
  {
    name: "2",
    label: "SECONDE",
    mef: "20010018110",
    mefStat: "22110010018",
    birthYear: 2011,
    choices: [lvb],
    lessons: {
      FRANC: [1, 1, 2],
      "HI-GE": [1, 2],
      AGL1: [1, 1, 1],
      MATHS: [1, 1, 2],
      "PH-CH": [1, 2],
      SVT: [2],
      EPS: [2],
      SES: [1, 1],
      SNT: [1, 1],
    },
  },
  {
    name: "1",
    label: "PREMIÈRE",
    mef: "20110019110",
    mefStat: "22120010019",
    birthYear: 2010,
    choices: [
      lvb,
      speciality([2, 2], mathsOrHumanities),
      speciality([2, 2], physicsOrEconomics),
      speciality([2, 2], biologyOrComputing),
    ],
    lessons: { FRANC: [1, 1, 2], "HI-GE": [1, 2], AGL1: [1, 1], ENSCI: [1, 1], EPS: [2] },
  },
  {
    name: "T",
    label: "TERMINALE",
    mef: "20210019110",
    mefStat: "22130010019",
    birthYear: 2009,
    choices: [lvb, speciality([2, 2, 2], mathsOrHumanities), speciality([2, 2, 2], physicsOrEconomics)],
    lessons: { PHILO: [1, 1, 2], "HI-GE": [1, 2], AGL1: [1, 1], ENSCI: [1, 1], EPS: [2] },
  },
];
