import { type PersonId, ROLES } from "@preau/contract";
import { functionProfile } from "@preau/formats/aaf/function-profiles";
import type { LinkKey, Source } from "@preau/formats/statement";
import type { Audience } from "../contract.ts";
import { type ChildLink, type GuardianLink, hasRights, type Person } from "../person.ts";
import type { School } from "../school.ts";
import type { GuardianSay, PupilSay, Say, StaffSay } from "./say.ts";

/**
 * Whom to believe first, field by field: the school's own corrections, then the academy's directory (made from SIECLE and STS, and what
 * accounts are keyed by), then the files schools export, then the others. A source that says nothing of a field leaves it to the next.
 */
export const STRONGEST_FIRST: readonly Source[] = ["manual", "aaf", "aaf1d", "siecle", "sts", "onde", "oneroster"];

export type Says = ReadonlyMap<Source, Say>;

/** The sources that speak, strongest first. */
export const sourcesOf = (says: Says): readonly Source[] => STRONGEST_FIRST.filter((source) => says.has(source));

const byCode = (a: { readonly code: string }, b: { readonly code: string }): number => (a.code < b.code ? -1 : 1);
const filled = <T>(list: readonly T[] | undefined): readonly T[] | undefined => (list?.length === 0 ? undefined : list);

type First = <T>(pick: (say: Say) => T | undefined) => T | undefined;

const firstOf = (says: Says): First => {
  const ordered = sourcesOf(says).flatMap((source) => says.get(source) ?? []);
  return (pick) => {
    for (const say of ordered) {
      const value = pick(say);
      if (value !== undefined) return value;
    }
    return undefined;
  };
};

const contactOf = (first: First): Person["contact"] => {
  const address = first(({ contact }) => contact?.address);
  return {
    mail: first(({ contact }) => contact?.mail),
    phones: [...(first(({ contact }) => filled(contact?.phones)) ?? [])],
    smsConsent: first(({ contact }) => contact?.smsConsent),
    addressSharing: first(({ contact }) => contact?.addressSharing),
    address: address && { ...address, lines: [...address.lines] },
  };
};

/** Links come from the strongest source that speaks of guardians; weaker ones and the school complete them, adult by adult. */
const guardiansOf = (says: Says): readonly GuardianLink[] => {
  const speaking = sourcesOf(says).flatMap((source) => {
    const links = says.get(source)?.pupil?.guardians;
    return links === undefined ? [] : [{ source, links }];
  });
  const own = speaking.find(({ source }) => source === "manual")?.links ?? [];
  const others = speaking.filter(({ source }) => source !== "manual").map(({ links }) => links);
  const listed = new Map(
    [...(others[0] ?? []), ...own.filter(({ level }) => level !== undefined)].map((link) => [link.personId, link]),
  );
  const saidOf = (personId: PersonId) =>
    [own, ...others].flatMap((links) => links.find((link) => link.personId === personId) ?? []);
  return [...listed.values()]
    .map(({ personId }) => {
      const said = saidOf(personId);
      const pick = <K extends keyof GuardianSay>(name: K) => said.find((link) => link[name] !== undefined)?.[name];
      return {
        personId,
        level: pick("level") ?? 3,
        kinship: pick("kinship") ?? "90",
        contactPriority: pick("contactPriority"),
        paysFees: pick("paysFees"),
        housesPupil: pick("housesPupil"),
        access: pick("access"),
      };
    })
    .sort((a, b) => a.level - b.level || (a.personId < b.personId ? -1 : 1));
};

const audienceOf = ({ audiences }: School, kind: Audience["kind"], code: string): Audience | undefined =>
  audiences.find((one) => one.code === code && one.kind === kind);

const pupilOf = (first: First, says: Says, school: School): NonNullable<Person["pupil"]> => {
  const of = <T>(pick: (pupil: PupilSay) => T | undefined) => first(({ pupil }) => pupil && pick(pupil));
  const named = (kind: Audience["kind"], codes: readonly (string | undefined)[]) =>
    [...new Set(codes)].flatMap((code) => audienceOf(school, kind, code ?? "") ?? []).sort(byCode);
  return {
    ine: of(({ ine }) => ine),
    elenoet: of(({ elenoet }) => elenoet),
    eleveId: of(({ eleveId }) => eleveId),
    mef: of(({ mef }) => mef),
    level: of(({ level }) => level),
    regime: of(({ regime }) => regime),
    options: of(({ options }) => filled(options)) ?? [],
    enteredOn: of(({ enteredOn }) => enteredOn),
    leftOn: of(({ leftOn }) => leftOn),
    audiences: [
      ...named("class", [of(({ classCode }) => classCode)]),
      ...named("group", of(({ groupCodes }) => filled(groupCodes)) ?? []),
    ],
    guardians: guardiansOf(says),
  };
};

const staffOf = (first: First, school: School): NonNullable<Person["staff"]> => {
  const of = <T>(pick: (staff: StaffSay) => T | undefined) => first(({ staff }) => staff && pick(staff));
  return {
    functions: of(({ functions }) => filled(functions)) ?? [],
    disciplines: of(({ disciplines }) => filled(disciplines)),
    sts: of(({ sts }) => sts),
    teaches: (of(({ teaches }) => filled(teaches)) ?? [])
      .flatMap(({ audience, code, subjects }) => {
        const found = audienceOf(school, audience, code);
        return found === undefined ? [] : [{ ...found, subjects: [...subjects] }];
      })
      .sort(byCode),
    headTeacherOf: (of(({ headTeacherOf }) => filled(headTeacherOf)) ?? [])
      .flatMap((code) => audienceOf(school, "class", code)?.audienceId ?? [])
      .sort(),
  };
};

/** The roles that what is known of a person gives. */
const rolesOf = ({ pupil, guardian, staff }: Pick<Person, "pupil" | "guardian" | "staff">): Person["roles"] => {
  const held = new Set<string>(staff?.functions.map(({ code }) => functionProfile(code).role));
  if (pupil !== undefined) held.add("pupil");
  if (guardian?.children.some(hasRights)) held.add("guardian");
  return ROLES.filter((role) => held.has(role));
};

/** The person with these children, and the rights that come with them. */
export const withChildren = (person: Person, children: readonly ChildLink[]): Person => {
  const guardian =
    person.guardian === undefined && children.length === 0
      ? undefined
      : { children: [...children].sort((a, b) => (a.pupilId < b.pupilId ? -1 : 1)) };
  const { guardian: _, ...rest } = person;
  const details = guardian === undefined ? rest : { ...rest, guardian };
  return { ...details, roles: rolesOf(details) };
};

const JOIN_ID = "jointure:";

/**
 * The person shown: a pure fold of what every source says, whatever the order in which they spoke. Children are not said but follow
 * from the pupils (`withChildren`).
 * @throws when no source gives a name
 */
export const foldPerson = (says: Says, school: School): Person => {
  const first = firstOf(says);
  const [familyName, givenName] = [first((say) => say.familyName), first((say) => say.givenName)];
  if (familyName === undefined || givenName === undefined) throw new Error("nobody says what this person is called");
  const links = [...new Set([...says.values()].flatMap(({ keys }) => keys))].sort();
  const joinKey = links.find((key: LinkKey) => key.startsWith(JOIN_ID));
  const spokenOf = (kind: "pupil" | "guardian" | "staff") => first((say) => say[kind]) !== undefined;
  const { name, timeZone, academy } = school;
  const person = {
    academy,
    joinId: joinKey?.slice(joinKey.indexOf("|") + 1),
    sources: sourcesOf(says),
    links,
    familyName,
    birthName: first((say) => say.birthName),
    givenName,
    otherGivenNames: first((say) => say.otherGivenNames),
    title: first((say) => say.title),
    sex: first((say) => say.sex),
    birthDate: first((say) => say.birthDate),
    roles: [],
    school: { name, timeZone },
    contact: contactOf(first),
    ...(spokenOf("pupil") && { pupil: pupilOf(first, says, school) }),
    ...(spokenOf("staff") && { staff: staffOf(first, school) }),
    ...(spokenOf("guardian") && { guardian: { children: [] } }),
  };
  return withChildren(person, []);
};
