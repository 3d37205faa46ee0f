import { AudienceId, domainEvent, PersonId, SchoolId, Version } from "@preau/contract";
import * as z from "zod";

const code = z.string().min(1).max(40);

const RosterPupil = z.object({
  pupilId: PersonId,
  familyName: z.string(),
  givenName: z.string(),
  /** The class of origin: in a group, pupils of several classes meet. */
  classId: AudienceId,
  classCode: code,
  /** Legal representatives (level 1), to be told of absences. */
  guardianIds: z.array(PersonId),
});

/** A class or a group has new members, or lost some: the whole roster travels, so that any order of arrival ends in the latest one. */
export const rosterChangedV1 = domainEvent({
  name: "roster-changed.v1",
  owner: "directory",
  schema: z.object({
    schoolId: SchoolId,
    schoolYear: z.int(),
    audience: z.object({ id: AudienceId, code, label: z.string(), kind: z.enum(["class", "group"]) }),
    /** The classes the pupils come from: the class itself, or those a group draws on. */
    classes: z.array(z.object({ id: AudienceId, code })),
    version: Version,
    pupils: z.array(RosterPupil),
  }),
  example: {
    schoolId: "0990001N",
    schoolYear: 2026,
    audience: { id: "aud_7k2mq4x9d0abc", code: "6A", label: "Sixième A", kind: "class" },
    classes: [{ id: "aud_7k2mq4x9d0abc", code: "6A" }],
    version: 1767225600000,
    pupils: [
      {
        pupilId: "per_7k2mq4x9d0abc",
        familyName: "MARLOW",
        givenName: "Nina",
        classId: "aud_7k2mq4x9d0abc",
        classCode: "6A",
        guardianIds: ["per_0k2mq4x9d0abd"],
      },
    ],
  },
});
