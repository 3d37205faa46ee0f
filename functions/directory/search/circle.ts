import type { PersonId, SchoolId } from "@preau/contract";
import { type Principal, personIn, sightThrough, type VisibilitySettings } from "@preau/policy";
import { classOf } from "../person.ts";
import type { RosterPupil } from "../school.ts";
import type { DirectoryStore } from "../store.ts";
import { type FoundName, foundNameOf } from "./name-entries.ts";

interface Year {
  readonly schoolId: SchoolId;
  readonly schoolYear: number;
}

const asName = ({ pupilId, familyName, givenName, classId, classCode }: RosterPupil): FoundName => ({
  personId: pupilId,
  familyName,
  givenName,
  roles: ["pupil"],
  classId,
  classCode,
});

/**
 * The pupils that a pupil or a family finds by name: oneself or one's children, and those of the same class where the school lets them
 * know one another. Read from the class list: 0.5 RRU a child, and 1 RRU a class.
 */
export const circleOf = async (
  principal: Principal,
  { schoolId, schoolYear }: Year,
  settings: VisibilitySettings,
  store: Pick<DirectoryStore, "find" | "findPeople">,
): Promise<readonly FoundName[]> => {
  const pupilId = personIn(principal, schoolId, "pupil");
  const children = principal.children.filter((one) => one.schoolId === schoolId).map((one) => one.pupilId);
  const own = [...(pupilId === undefined ? [] : [pupilId as PersonId]), ...children];
  const people = await store.findPeople(own.map((id) => ({ schoolId, schoolYear, id })));
  const edge = pupilId === undefined ? "guardianToClassPupils" : "pupilToClassmates";
  const classes = new Set(
    sightThrough(edge, settings) === "none" ? [] : people.flatMap(({ content }) => classOf(content)?.audienceId ?? []),
  );
  const rosters = await Promise.all([...classes].map((id) => store.find("roster", { schoolId, schoolYear, id })));
  const names = [
    ...people.map(({ id, content }) => foundNameOf(id, content)),
    ...rosters.flatMap((roster) => roster?.content.pupils.map(asName) ?? []),
  ];
  return [...new Map(names.map((name) => [name.personId, name])).values()];
};
