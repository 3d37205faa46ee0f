import { FormatFault } from "../fault.ts";
import { checkGathered } from "../gathered.ts";
import type { AudienceStatement, DeliveryContext, Read, SchoolStatement } from "../statement.ts";
import { OneRosterClass, OneRosterEnrollment, OneRosterOrg, OneRosterSession } from "./objects.ts";
import type { OneRosterItem, OneRosterSource } from "./source.ts";
import { unreadable } from "./unreadable.ts";

/** One enrolment of a user in a class or group of the school. */
export interface Membership {
  readonly audience: "class" | "group";
  readonly code: string;
  readonly subjects: readonly string[];
  readonly role: string;
  /** Head teacher. */
  readonly primary: boolean;
}

export interface SchoolOfRoster {
  readonly sourcedId: string;
  /** What the source says of the school, its classes and groups, and what was wrong with them. */
  readonly reads: readonly Read[];
  /** By sourcedId of the user. */
  readonly memberships: ReadonlyMap<string, readonly Membership[]>;
}

type ReadClass = AudienceStatement & { readonly subjects: readonly string[] };

/** Reads the school, its classes and groups of the year, and who is enrolled in them. */
export async function gatherSchool(source: OneRosterSource, context: DeliveryContext): Promise<SchoolOfRoster> {
  const { statement, sourcedId } = await findSchool(source, context);
  const reads: Read[] = [{ statement }];
  const otherYears = await sessionsOfOtherYears(source, context);
  const classes = new Map<string, ReadClass>();
  for await (const item of source.list("classes", sourcedId)) {
    const parsed = OneRosterClass.safeParse(item.value);
    if (!parsed.success) reads.push({ problem: unreadable(item, parsed.error) });
    else if (parsed.data.school.sourcedId === sourcedId && isOfYear(parsed.data, otherYears)) {
      const read = classStatement(parsed.data, item, context);
      classes.set(parsed.data.sourcedId, read);
      const { subjects: _, ...audience } = read;
      reads.push({ statement: audience });
    }
    checkGathered(classes.size, { name: item.file }, item.line);
  }
  const memberships = new Map<string, Membership[]>();
  for await (const item of source.list("enrollments", sourcedId)) {
    const parsed = OneRosterEnrollment.safeParse(item.value);
    if (!parsed.success) reads.push({ problem: unreadable(item, parsed.error) });
    else note(parsed.data, classes, memberships);
    checkGathered(memberships.size, { name: item.file }, item.line);
  }
  return { sourcedId, reads, memberships };
}

async function findSchool(source: OneRosterSource, { schoolId }: DeliveryContext) {
  for await (const { value, file, line } of source.list("orgs")) {
    const org = OneRosterOrg.safeParse(value).data;
    if (org?.identifier !== schoolId || org.type !== "school") continue;
    const statement: SchoolStatement = { kind: "school", file, line, schoolId, name: org.name };
    return { statement, sourcedId: org.sourcedId };
  }
  const message = `La source OneRoster ne connaît aucun établissement dont l’identifiant est ${schoolId}. Demandez à son éditeur d’y inscrire l’UAI.`;
  throw new FormatFault("wrong-school", "orgs", 1, message);
}

async function sessionsOfOtherYears(
  source: OneRosterSource,
  { schoolYear }: DeliveryContext,
): Promise<ReadonlySet<string>> {
  const others = new Set<string>();
  for await (const { value } of source.list("academicSessions")) {
    const session = OneRosterSession.safeParse(value).data;
    // The standard says the year of the end; some write both.
    if (session !== undefined && !session.schoolYear.endsWith(String(schoolYear + 1))) others.add(session.sourcedId);
  }
  return others;
}

function isOfYear({ status, terms = [] }: OneRosterClass, otherYears: ReadonlySet<string>): boolean {
  if (status !== "active") return false;
  return terms.length === 0 || terms.some(({ sourcedId }) => !otherYears.has(sourcedId));
}

function classStatement(read: OneRosterClass, { file, line }: OneRosterItem, { schoolId }: DeliveryContext): ReadClass {
  const { title, classCode = title, classType, subjects = [] } = read;
  const audience = classType === "homeroom" ? "class" : "group";
  return { kind: "audience", file, line, schoolId, audience, code: classCode, label: title, classCodes: [], subjects };
}

function note(
  { status, user, class: enrolledIn, role, primary }: OneRosterEnrollment,
  classes: ReadonlyMap<string, ReadClass>,
  memberships: Map<string, Membership[]>,
): void {
  const found = classes.get(enrolledIn.sourcedId);
  if (status !== "active" || found === undefined) return;
  const { audience, code, subjects } = found;
  const membership = { audience, code, subjects, role, primary: String(primary) === "true" };
  memberships.set(user.sourcedId, [...(memberships.get(user.sourcedId) ?? []), membership]);
}
