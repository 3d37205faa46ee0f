import type { SchoolId } from "@preau/contract";
import { makeDeps } from "../../../../functions/directory/deps.ts";
import { directory } from "../../../../functions/directory/manifest.ts";
import type { Person } from "../../../../functions/directory/person.ts";
import { parentOfTwo } from "./people.ts";
import type { ScenarioSet } from "./scenario.ts";
import { children, motherId, rosters, schoolId, schoolYear } from "./school.ts";

export const SCHOOL = { name: "Collège Ada Lovelace", timeZone: "Europe/Paris" };
export const MOTHER = { familyName: "MARLOW", givenName: "Ada" };

const mother: Person = {
  academy: "TEST",
  joinId: "mother-of-two",
  ...MOTHER,
  roles: ["guardian"],
  school: SCHOOL,
  contact: { phones: ["+33 6 99 00 00 01"], mail: "ada.marlow@example.org" },
  guardian: { children: children.map(({ pupilId }) => ({ pupilId, level: 1, kinship: "10" })) },
};

const childOf = ({ pupilId, familyName, givenName }: (typeof children)[number]): Person => ({
  academy: "TEST",
  joinId: pupilId,
  familyName,
  givenName,
  roles: ["pupil"],
  school: SCHOOL,
  contact: { phones: [] },
  pupil: {
    options: [],
    audiences: rosters
      .filter(({ pupils }) => pupils.some((pupil) => pupil.pupilId === pupilId))
      .map(({ audience: { id, ...audience } }) => ({ audienceId: id, ...audience })),
    guardians: [{ personId: motherId, level: 1, kinship: "10" }],
  },
});

export const directoryScenarios: ScenarioSet = {
  capability: directory,
  scenarios: [{ name: "readMe, parent of two", operation: "readMe", by: parentOfTwo, asked: () => ({}) }],
  fill: async () => {
    const mark = { hash: "0123456789012345678901", version: 1, since: 1 };
    const people = [
      { id: motherId, content: mother },
      ...children.map((one) => ({ id: one.pupilId, content: childOf(one) })),
    ];
    await makeDeps().store.put(
      people.map((person) => ({ kind: "person", schoolId: schoolId as SchoolId, schoolYear, mark, ...person })),
    );
  },
};
