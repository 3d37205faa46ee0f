import type { Choice, LevelPlan } from "./level.ts";

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
