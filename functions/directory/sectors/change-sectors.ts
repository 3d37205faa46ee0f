import { problem, type SchoolId } from "@preau/contract";
import type { Sectors } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { sectorRoutes } from "../sectors-contract.ts";
import type { Kept as KeptSetting, SettingsStore } from "../settings/settings-store.ts";
import type { DirectoryStore } from "../store.ts";
import { sectorsPage } from "./sectors-page.ts";

interface Deps {
  readonly settings: Pick<SettingsStore, "find" | "keep">;
  readonly store: Pick<DirectoryStore, "find" | "findPeople">;
  readonly years: { current(schoolId: string): Promise<number> };
  now(): Date;
}

interface Year {
  readonly schoolId: SchoolId;
  readonly schoolYear: number;
}

const pageOf = async (year: Year, kept: KeptSetting<"sectors">, { store }: Deps) => {
  const [school, people] = await Promise.all([
    store.find("school", { ...year, id: year.schoolId }),
    store.findPeople(kept.value.sectors.map(({ personId }) => ({ ...year, id: personId as never }))),
  ]);
  return sectorsPage(year.schoolId, kept, school?.content.audiences ?? [], people);
};

/** Which classes and pupils each member of school life follows, and what was forgotten. */
export const readSectors: Operation<typeof sectorRoutes.readSectors, Deps> = async ({ params: { schoolId } }, deps) => {
  const year = { schoolId, schoolYear: await deps.years.current(schoolId) };
  return { status: 200, body: await pageOf(year, await deps.settings.find(year, "sectors"), deps) };
};

/** Shares the school between CPE and supervisors; over somebody else's change it answers 409 with the sectors as they are. */
export const changeSectors: Operation<typeof sectorRoutes.changeSectors, Deps> = async (call, deps) => {
  const { schoolId } = call.params;
  const { version, ...value } = call.body;
  const year = { schoolId, schoolYear: await deps.years.current(schoolId) };
  const sectors: Sectors = value;
  const kept = { value: sectors, version: version + 1, changedAt: deps.now().toISOString() };
  const body = await pageOf(year, kept, deps);
  const strangers = value.sectors.flatMap(({ personId }, index) =>
    body.sectors.some((sector) => sector.personId === personId) ? [] : [index],
  );
  if (strangers.length > 0)
    throw problem("invalid-request", {
      errors: strangers.map((index) => ({
        field: `body.sectors.${index}.personId`,
        message: "Cette personne ne fait pas partie de la vie scolaire de l’établissement.",
      })),
    });
  try {
    const by = call.principal.accountId;
    await deps.settings.keep([{ ...year, subject: "sectors", value: sectors, version, by, at: deps.now() }]);
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    throw problem("version-conflict", { current: await pageOf(year, await deps.settings.find(year, "sectors"), deps) });
  }
  return { status: 200, body };
};
