import { schoolKey } from "@preau/store";
import type { History } from "./deed.ts";
import { day, type Scene, schoolYear } from "./scene.ts";

/** The partitions where a scene left something. */
export const partitionsOf = ({ schoolId, classId, pupilIds, people }: Scene, { deeds }: History): readonly string[] => {
  const of = (...spread: readonly [string, string, ...string[]]) => schoolKey(schoolId, schoolYear, ...spread);
  return [
    of("AUDIENCE", classId),
    of("REGISTER", classId, day),
    of("BOARD", day),
    ...pupilIds.map((pupilId) => of("PUPIL", pupilId)),
    ...deeds.map(({ who, key }) => `ACCOUNT#${people[who].accountId}#REPLY#${key}`),
  ];
};
