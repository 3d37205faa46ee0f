import { looksLikeIne } from "../ine.ts";
import { linkKey } from "../link-key.ts";
import type {
  DeliveryContext,
  GuardianStatement,
  GuardianshipStatement,
  PersonStatement,
  PupilStatement,
  StaffStatement,
} from "../statement.ts";
import type { SchoolOfRoster } from "./gather-school.ts";
import type { OneRosterDemographics, OneRosterUser } from "./objects.ts";
import type { OneRosterItem } from "./source.ts";

/** Adults and whose they are, put together while users are read: either side may say the link. */
export interface Family {
  readonly adults: Map<string, { readonly user: OneRosterUser; readonly item: OneRosterItem }>;
  /** Pupils by the adult they name. */
  readonly childrenOf: Map<string, readonly string[]>;
  readonly pupils: Set<string>;
}

interface Surroundings {
  readonly school: SchoolOfRoster;
  readonly birth: OneRosterDemographics | undefined;
}

/**
 * OneRoster role → function code. Roles that French schools do not have take the narrower function: an aide helps one pupil, a
 * counselor advises, neither watches everybody.
 */
const functionCodes: ReadonlyMap<string, string> = new Map([
  ["teacher", "ENS"],
  ["principal", "DIR"],
  ["proctor", "AED"],
  ["aide", "ASH"],
  ["counselor", "ORI"],
  ["administrator", "ADM"],
  ["siteAdministrator", "ADM"],
  ["systemAdministrator", "ADM"],
]);
const levels: ReadonlyMap<string, GuardianshipStatement["level"]> = new Map([
  ["parent", 1],
  ["guardian", 1],
  ["relative", 3],
]);

/** What a user is in a school: nothing when they have no role there that we know. */
export function roleIn(user: OneRosterUser, school: string): "pupil" | "staff" | "adult" | undefined {
  const roles = user.roles.filter(({ org }) => org.sourcedId === school).map(({ role }) => role);
  if (roles.includes("student")) return "pupil";
  if (roles.some((role) => functionCodes.has(role))) return "staff";
  return user.roles.some(({ role }) => levels.has(role)) ? "adult" : undefined;
}

/** What a pupil's user says, with the class and groups enrolled in. */
export function pupilStatement(
  user: OneRosterUser,
  { file, line }: OneRosterItem,
  { school, birth }: Surroundings,
  context: DeliveryContext,
): PupilStatement {
  const memberships = school.memberships.get(user.sourcedId) ?? [];
  const ine = user.userIds?.find(({ type, identifier }) => type.toUpperCase() === "INE" && looksLikeIne(identifier));
  const { keys, ...rest } = person(user, birth, context);
  return {
    kind: "pupil",
    file,
    line,
    schoolId: context.schoolId,
    keys: [...keys, ...(ine === undefined ? [] : [linkKey.ine(ine.identifier)])],
    ...rest,
    ine: ine?.identifier,
    classCode: memberships.find(({ audience }) => audience === "class")?.code,
    groupCodes: memberships.filter(({ audience }) => audience === "group").map(({ code }) => code),
  };
}

/** What the user of a member of staff says: their functions in this school and what they teach there. */
export function staffStatement(
  user: OneRosterUser,
  { file, line }: OneRosterItem,
  { school, birth }: Surroundings,
  context: DeliveryContext,
): StaffStatement {
  const codes = user.roles.flatMap(({ role, org }) =>
    org.sourcedId === school.sourcedId ? (functionCodes.get(role) ?? []) : [],
  );
  const memberships = (school.memberships.get(user.sourcedId) ?? []).filter(({ role }) => role === "teacher");
  return {
    kind: "staff",
    file,
    line,
    schoolId: context.schoolId,
    ...person(user, birth, context),
    functions: [...new Set(codes)].map((code) => ({ code })),
    teaches: memberships.map(({ audience, code, subjects }) => {
      return { audience, code, subjects: subjects.map((label) => ({ label })) };
    }),
    headTeacherOf: memberships
      .filter(({ audience, primary }) => audience === "class" && primary)
      .map(({ code }) => code),
  };
}

/** What the user of an adult says, with the pupils of this school who name them or whom they name; nothing when there is none. */
export function guardianStatement(
  user: OneRosterUser,
  { file, line }: OneRosterItem,
  { childrenOf, pupils }: Family,
  context: DeliveryContext,
): GuardianStatement | undefined {
  const named = (user.agents ?? []).map(({ sourcedId }) => sourcedId).filter((child) => pupils.has(child));
  const children = new Set([...named, ...(childrenOf.get(user.sourcedId) ?? [])]);
  if (children.size === 0) return undefined;
  const level = Math.min(...user.roles.map(({ role }) => levels.get(role) ?? 3)) === 1 ? 1 : 3;
  return {
    kind: "guardian",
    file,
    line,
    schoolId: context.schoolId,
    ...person(user, undefined, context),
    children: [...children].map((child) => ({ key: keyOf(child, context), level, kinship: "90" })),
  };
}

function person(
  user: OneRosterUser,
  birth: OneRosterDemographics | undefined,
  context: DeliveryContext,
): PersonStatement {
  const phones = [user.sms, user.phone].flatMap((phone) => phone || []);
  return {
    keys: [keyOf(user.sourcedId, context)],
    familyName: user.familyName,
    usualName: user.preferredFamilyName || undefined,
    givenName: user.givenName,
    otherGivenNames: user.middleName ? user.middleName.split(" ") : undefined,
    sex: ({ male: "M", female: "F" } as const)[birth?.sex?.toLowerCase() ?? ""],
    birthDate: /^\d{4}-\d{2}-\d{2}/.exec(birth?.birthDate ?? "")?.[0],
    contact: { mail: user.email || undefined, phones: phones.length === 0 ? undefined : phones },
  };
}

function keyOf(sourcedId: string, { origin, schoolId }: DeliveryContext) {
  return linkKey.oneroster(origin ?? schoolId, sourcedId);
}
