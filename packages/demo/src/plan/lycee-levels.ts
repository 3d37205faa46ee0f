import type { Choice, LevelPlan } from "./level.ts";

const lvb: Choice = {
  classes: 6,
  lengths: [1, 1],
  share: 1,
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

function speciality(lengths: readonly number[], groups: Choice["groups"]): Choice {
  return { classes: 6, lengths, share: 1, groups };
}
