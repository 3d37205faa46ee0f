import { type PersonId, problem, type SchoolId } from "@preau/contract";
import type { Call, Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { lifeCycleRoutes } from "../life-cycle-contract.ts";
import type { PersonKey } from "../person.ts";
import type { Kept as KeptSetting, SettingsStore } from "../settings/settings-store.ts";
import type { DirectoryStore, Kept } from "../store.ts";
import type { DeparturesStore } from "./departures-store.ts";
import { closesAt, erasedAt } from "./due.ts";
import type { LifeCycleStore } from "./people-store.ts";

interface Deps {
  readonly store: Pick<DirectoryStore, "findPeople">;
  readonly departures: DeparturesStore;
  readonly lifeCycle: Pick<LifeCycleStore, "closeWith" | "restoreWith">;
  readonly settings: Pick<SettingsStore, "find" | "keep">;
  readonly years: { current(schoolId: string): Promise<number> };
  now(): Date;
}

const yearAsked = async (schoolId: SchoolId, asked: number | undefined, { years }: Deps) => ({
  schoolId,
  schoolYear: asked ?? (await years.current(schoolId)),
});

/** Who is leaving or has left, and what comes next. */
export const listDepartures: Operation<typeof lifeCycleRoutes.listDepartures, Deps> = async (call, deps) => {
  const { schoolId } = call.params;
  const year = await yearAsked(schoolId, call.query.schoolYear, deps);
  const current = { schoolId, schoolYear: await deps.years.current(schoolId) };
  const [{ items, cursor }, { value }] = await Promise.all([
    deps.departures.list(year, call.query),
    deps.settings.find(current, "life-cycle"),
  ]);
  const people = items.map((departure) => {
    const { personId, familyName, givenName, roles, className, state, since } = departure;
    return {
      schoolId,
      personId: personId as PersonId,
      ...(roles.includes("pupil") && { pupilId: personId as PersonId }),
      familyName,
      givenName,
      roles: [...roles],
      className,
      state,
      since,
      ...(state !== "closed" && { closesAt: closesAt(departure, value).toISOString() }),
      erasedAt: erasedAt(departure, value).toISOString(),
    };
  });
  return { status: 200, body: { items: people, ...(cursor !== undefined && { cursor }) } };
};

/** Who was erased in the last year: what is left of them is that they were. */
export const listErasures: Operation<typeof lifeCycleRoutes.listErasures, Deps> = async (call, deps) => {
  const { schoolId } = call.params;
  const { items, cursor } = await deps.departures.erased(
    await yearAsked(schoolId, call.query.schoolYear, deps),
    call.query,
  );
  const erased = items.map((one) => ({ schoolId, personId: one.personId, erasedAt: one.erasedAt }));
  return { status: 200, body: { items: erased, ...(cursor !== undefined && { cursor }) } };
};

/** Somebody who left, in the current year or in the one before. */
const findDeparted = async (schoolId: SchoolId, id: PersonId, { store, years }: Deps) => {
  const current = await years.current(schoolId);
  const keys = [current, current - 1].map((schoolYear): PersonKey => ({ schoolId, schoolYear, id }));
  const found = await Promise.all(keys.map(async (key) => (await store.findPeople([key]))[0]));
  const known = keys.flatMap((key, index) => (found[index] === undefined ? [] : [{ key, person: found[index] }]));
  const [first] = known;
  if (first === undefined) throw problem("not-found");
  const { missingSince } = first.person;
  if (missingSince === undefined) throw problem("not-departed");
  return { ...first, missingSince };
};

type Move = Call<typeof lifeCycleRoutes.restorePerson> | Call<typeof lifeCycleRoutes.closePerson>;
const nameOf = ({ content: { givenName, familyName } }: Kept<"person">): string => `${givenName} ${familyName}`;
const said = ({ params: { schoolId, personId } }: Move, message: string) =>
  ({ status: 200, body: { schoolId, personId, message } }) as const;

/** Keeps somebody who was thought to have left. A later delivery without them marks them again. */
export const restorePerson: Operation<typeof lifeCycleRoutes.restorePerson, Deps> = async (call, deps) => {
  const { key, person, missingSince } = await findDeparted(call.params.schoolId, call.params.personId, deps);
  const reply = said(call, `${nameOf(person)} fait de nouveau partie de l’établissement ; son compte est ouvert.`);
  await deps.lifeCycle.restoreWith(key, missingSince, deps.now(), call.remember(reply));
  return reply;
};

/** Closes at once the account of somebody who has left, without waiting for the legal delay. */
export const closePerson: Operation<typeof lifeCycleRoutes.closePerson, Deps> = async (call, deps) => {
  const { key, person, missingSince } = await findDeparted(call.params.schoolId, call.params.personId, deps);
  const reply = said(call, `Le compte de ${nameOf(person)} est fermé ; il peut encore être rétabli.`);
  await deps.lifeCycle.closeWith(key, missingSince, deps.now(), call.remember(reply));
  return reply;
};

const settingsView = (schoolId: SchoolId, { value, version, changedAt }: KeptSetting<"life-cycle">) => ({
  schoolId,
  version,
  changedAt,
  ...value,
});

/** How long those who left keep their account. */
export const readLifeCycleSettings: Operation<typeof lifeCycleRoutes.readLifeCycleSettings, Deps> = async (
  { params: { schoolId } },
  { settings, years },
) => {
  const year = { schoolId, schoolYear: await years.current(schoolId) };
  return { status: 200, body: settingsView(schoolId, await settings.find(year, "life-cycle")) };
};

/** Sets how long those who left keep their account; over somebody else's change it answers 409 with what is set. */
export const changeLifeCycleSettings: Operation<typeof lifeCycleRoutes.changeLifeCycleSettings, Deps> = async (
  { params: { schoolId }, body: { version, ...value }, principal },
  { settings, years, now },
) => {
  const year = { schoolId, schoolYear: await years.current(schoolId) };
  try {
    await settings.keep([{ ...year, subject: "life-cycle", value, version, by: principal.accountId, at: now() }]);
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    throw problem("version-conflict", { current: settingsView(schoolId, await settings.find(year, "life-cycle")) });
  }
  const kept = { value, version: version + 1, changedAt: now().toISOString() };
  return { status: 200, body: settingsView(schoolId, kept) };
};
