import { PARTS } from "../people/cast.ts";
import { type Activity, childOf } from "./activity.ts";
import { RENEWAL } from "./contracts.ts";
import { renewToken } from "./renew-token.ts";

const LEARNING_AND_TEACHING = ["pupil", "guardian", "teacher"] as const;

/** What everybody does, whoever they are. */
export const everybodyActivities = {
  "open-home": { operation: "home.readHome", parts: PARTS, run: ({ client }) => client.home.readHome() },
  "read-me": { operation: "directory.readMe", parts: PARTS, run: ({ client }) => client.directory.readMe() },
  "renew-token": {
    operation: RENEWAL,
    parts: PARTS,
    run: ({ person }, { wire }) => renewToken(person.session, wire),
  },
  "read-lessons": {
    operation: "timetable.readLessons",
    parts: LEARNING_AND_TEACHING,
    run: (device, { random }) => {
      const { client, person } = device;
      if (person.part === "teacher") return client.timetable.readLessons({ params: { schoolId: person.schoolId } });
      const { schoolId, pupilId } = childOf(device, random);
      return client.timetable.readLessons({ params: { schoolId }, query: { pupilId } });
    },
  },
  "read-school": {
    operation: "directory.readSchool",
    parts: PARTS,
    run: ({ client, person: { schoolId } }) => client.directory.readSchool({ params: { schoolId } }),
  },
  "list-services": {
    operation: "partners.listSchoolServices",
    parts: PARTS,
    run: ({ client, person: { schoolId } }) => client.partners.listSchoolServices({ params: { schoolId } }),
  },
  "list-accesses": {
    operation: "partners.listServiceAccesses",
    parts: PARTS,
    run: ({ client }) => client.partners.listServiceAccesses(),
  },
} as const satisfies Readonly<Record<string, Activity>>;
