import { getItem } from "./database.ts";
import type { AudienceItem, PersonItem, SchoolItem } from "./items.ts";
import type { RouteHandler } from "./router.ts";

const profileOf = (personId: string) => getItem<PersonItem>(`PERSON#${personId}`, "PROFILE");
const schoolOf = (schoolId: string) => getItem<SchoolItem>(`SCHOOL#${schoolId}`, "META");

export const me: RouteHandler = {
  method: "GET",
  path: "/v1/me",
  handle: async ({ user }) => {
    const schools = user.memberships.map(async ({ schoolId, role, personId }) => {
      const [person, school] = await Promise.all([profileOf(personId), schoolOf(schoolId)]);
      return {
        schoolId,
        name: school?.name,
        timeZone: school?.timeZone,
        personId,
        familyName: person?.familyName,
        givenName: person?.givenName,
        roles: [role],
        classes: [],
        teaches: [],
        headTeacherOf: [],
      };
    });
    const children = user.children.map(async ({ schoolId, pupilId }) => {
      const [person, school] = await Promise.all([profileOf(pupilId), schoolOf(schoolId)]);
      const ownClass = await getItem<AudienceItem>(`AUDIENCE#${person?.classId}`, "META");
      return {
        pupilId,
        schoolId,
        schoolName: school?.name,
        familyName: person?.familyName,
        givenName: person?.givenName,
        classId: person?.classId,
        className: ownClass?.label,
      };
    });
    return {
      accountId: user.accountId,
      operator: false,
      schools: await Promise.all(schools),
      children: await Promise.all(children),
    };
  },
};
