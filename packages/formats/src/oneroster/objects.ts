import * as z from "zod";

const SourcedId = z.string().min(1).max(255);
const base = {
  sourcedId: SourcedId,
  status: z.enum(["active", "tobedeleted"]),
  /** ISO instant. */
  dateLastModified: z.string(),
};

/** A link to another object. */
export const OneRosterRef = z.object({
  href: z.string().optional(),
  sourcedId: SourcedId,
  type: z.string().optional(),
});
export type OneRosterRef = z.infer<typeof OneRosterRef>;

/** A school, or what it belongs to. `identifier` of a French school is its UAI. */
export const OneRosterOrg = z.object({
  ...base,
  name: z.string(),
  type: z.string(),
  identifier: z.string().optional(),
  parent: OneRosterRef.optional(),
  children: z.array(OneRosterRef).optional(),
});
export type OneRosterOrg = z.infer<typeof OneRosterOrg>;

/** A school year or a period of one. `schoolYear` is the year in which it ends. */
export const OneRosterSession = z.object({
  ...base,
  title: z.string(),
  type: z.string(),
  startDate: z.string(),
  endDate: z.string(),
  parent: OneRosterRef.optional(),
  children: z.array(OneRosterRef).optional(),
  schoolYear: z.string(),
});
export type OneRosterSession = z.infer<typeof OneRosterSession>;

export const OneRosterCourse = z.object({
  ...base,
  title: z.string(),
  courseCode: z.string().optional(),
  schoolYear: OneRosterRef.optional(),
  subjects: z.array(z.string()).optional(),
  org: OneRosterRef,
});
export type OneRosterCourse = z.infer<typeof OneRosterCourse>;

/** A class (`homeroom`) or a group (`scheduled`). */
export const OneRosterClass = z.object({
  ...base,
  title: z.string(),
  classCode: z.string().optional(),
  classType: z.string(),
  location: z.string().optional(),
  subjects: z.array(z.string()).optional(),
  course: OneRosterRef.optional(),
  school: OneRosterRef,
  terms: z.array(OneRosterRef).optional(),
});
export type OneRosterClass = z.infer<typeof OneRosterClass>;

/** Some servers write `true`, the standard writes `"true"`. */
const TrueFalse = z.union([z.enum(["true", "false"]), z.boolean()]);

export const OneRosterEnrollment = z.object({
  ...base,
  user: OneRosterRef,
  class: OneRosterRef,
  school: OneRosterRef,
  role: z.string(),
  /** The head teacher of a class. */
  primary: TrueFalse.optional(),
  beginDate: z.string().nullish(),
  /** The day after the last one. */
  endDate: z.string().nullish(),
});
export type OneRosterEnrollment = z.infer<typeof OneRosterEnrollment>;

export const OneRosterUserRole = z.object({
  roleType: z.string(),
  role: z.string(),
  org: OneRosterRef,
  beginDate: z.string().nullish(),
  endDate: z.string().nullish(),
});

export const OneRosterUser = z.object({
  ...base,
  enabledUser: TrueFalse,
  username: z.string().optional(),
  userIds: z.array(z.object({ type: z.string(), identifier: z.string() })).optional(),
  givenName: z.string(),
  familyName: z.string(),
  middleName: z.string().nullish(),
  preferredFamilyName: z.string().nullish(),
  identifier: z.string().nullish(),
  email: z.string().nullish(),
  sms: z.string().nullish(),
  phone: z.string().nullish(),
  roles: z.array(OneRosterUserRole),
  agents: z.array(OneRosterRef).optional(),
  primaryOrg: OneRosterRef.optional(),
});
export type OneRosterUser = z.infer<typeof OneRosterUser>;

/** Birth date and sex only: French law keeps no record of the origins that the standard has fields for. */
export const OneRosterDemographics = z.object({
  ...base,
  birthDate: z.string().nullish(),
  sex: z.string().nullish(),
});
export type OneRosterDemographics = z.infer<typeof OneRosterDemographics>;
