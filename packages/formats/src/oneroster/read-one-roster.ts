import { FormatFault } from "../fault.ts";
import { checkGathered } from "../gathered.ts";
import type { DeliveredFile, DeliveryContext, Read } from "../statement.ts";
import { openArchives } from "../zip/open-archives.ts";
import { oneRosterBundle } from "./csv-source.ts";
import { gatherSchool, type SchoolOfRoster } from "./gather-school.ts";
import { OneRosterDemographics, OneRosterUser } from "./objects.ts";
import type { OneRosterItem, OneRosterSource } from "./source.ts";
import { type Family, guardianStatement, pupilStatement, roleIn, staffStatement } from "./statements.ts";
import { unreadable } from "./unreadable.ts";

/**
 * Reads what a OneRoster 1.2 source says of one school, found by its UAI (`identifier`): the school, its classes and groups of the
 * year, pupils, staff, then the adults linked to these pupils. `parent` and `guardian` are legal representatives, `relative` is a
 * contact, and no other role gives a right over a child.
 *
 * Memory: enrolments of the school, and its adults. A user of other schools is passed over.
 * @throws FormatFault of the source; `wrong-school` when the source does not know the school.
 */
export async function* readOneRoster(source: OneRosterSource, context: DeliveryContext): AsyncGenerator<Read> {
  const school = await gatherSchool(source, context);
  for (const read of school.reads) yield read;
  const births = await birthsOf(source);
  const family: Family = { adults: new Map(), childrenOf: new Map(), pupils: new Set() };
  for await (const item of source.list("users")) {
    const parsed = OneRosterUser.safeParse(item.value);
    if (!parsed.success) yield { problem: unreadable(item, parsed.error) };
    else if (parsed.data.status === "active") yield* readUser(parsed.data, item, { school, births, family }, context);
    checkGathered(family.adults.size + family.pupils.size, { name: item.file }, item.line);
  }
  for (const { user, item } of family.adults.values()) {
    const statement = guardianStatement(user, item, family, context);
    if (statement !== undefined) yield { statement };
  }
}

/** The files of a bundle, plain or zipped. */
export async function* readOneRosterFiles(
  files: readonly DeliveredFile[],
  context: DeliveryContext,
): AsyncGenerator<Read> {
  const opened = await openArchives(files);
  if (!opened.some(({ name }) => name.toLowerCase() === "users.csv")) {
    const message =
      "L’archive ne contient pas users.csv : ce n’est pas un export OneRoster. Refaites l’export au format CSV.";
    throw new FormatFault("wrong-format", files[0]?.name ?? "", 1, message);
  }
  yield* readOneRoster(oneRosterBundle(opened), context);
}

type Births = ReadonlyMap<string, OneRosterDemographics>;

async function birthsOf(source: OneRosterSource): Promise<Births> {
  const births = new Map<string, OneRosterDemographics>();
  for await (const { value } of source.list("demographics")) {
    const parsed = OneRosterDemographics.safeParse(value);
    if (parsed.success) births.set(parsed.data.sourcedId, parsed.data);
  }
  return births;
}

function* readUser(
  user: OneRosterUser,
  item: OneRosterItem,
  { school, births, family }: { school: SchoolOfRoster; births: Births; family: Family },
  context: DeliveryContext,
): Generator<Read> {
  const role = roleIn(user, school.sourcedId);
  if (role === "pupil") {
    family.pupils.add(user.sourcedId);
    for (const { sourcedId } of user.agents ?? []) {
      family.childrenOf.set(sourcedId, [...(family.childrenOf.get(sourcedId) ?? []), user.sourcedId]);
    }
    yield { statement: pupilStatement(user, item, { school, birth: births.get(user.sourcedId) }, context) };
  } else if (role === "staff") {
    yield { statement: staffStatement(user, item, { school, birth: births.get(user.sourcedId) }, context) };
  } else if (role === "adult") family.adults.set(user.sourcedId, { user, item });
}
