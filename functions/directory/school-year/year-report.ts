import type { SchoolId } from "@preau/contract";
import type { NamesStore } from "../search/names-store.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import type { DirectoryStore } from "../store.ts";

export interface ReportDeps {
  readonly store: Pick<DirectoryStore, "census" | "find">;
  readonly settings: Pick<SettingsStore, "find">;
  readonly names: Pick<NamesStore, "staffOf">;
}

interface Year {
  readonly schoolId: SchoolId;
  readonly schoolYear: number;
}

const MISSING = {
  "no-school": "L’établissement n’est pas encore décrit pour cette année : importez une livraison annoncée pour elle.",
  "no-classes": "Aucune classe pour cette année : importez la livraison de la rentrée.",
  "no-pupils": "Aucun élève n’est affecté à une classe : faites les affectations, puis importez de nouveau.",
  "no-staff": "Aucun personnel pour cette année : importez la livraison de la rentrée.",
  "no-head": "Aucune direction parmi les personnels : sans elle, personne ne pourrait revenir en arrière.",
  "sector-without-class":
    "Des secteurs de vie scolaire portent sur des classes qui n’existent plus : revoyez-les après la bascule.",
} as const;
export type MissingCode = keyof typeof MISSING;

/** What is missing without standing in the way. */
const HARMLESS: ReadonlySet<MissingCode> = new Set(["sector-without-class"]);

/** What a year of a school holds, and what it still lacks. */
export interface YearReport {
  readonly people: number;
  readonly audiences: number;
  readonly missing: readonly { readonly code: MissingCode; readonly message: string }[];
}

/** Whether a school may live in a year: classes with pupils, staff, and somebody to head it. */
export const isReady = ({ missing }: YearReport): boolean => missing.every(({ code }) => HARMLESS.has(code));

const STAFF_A_PAGE = 100;
const FEW_ROSTERS = 8;

const staffIn = async (year: Year, { names }: ReportDeps): Promise<{ some: boolean; head: boolean }> => {
  let after: string | undefined;
  let some = false;
  do {
    const { lines, last } = await names.staffOf(year, { limit: STAFF_A_PAGE, after });
    some ||= lines.length > 0;
    if (lines.some(({ roles }) => roles.includes("head"))) return { some: true, head: true };
    after = last;
  } while (after !== undefined);
  return { some, head: false };
};

const hasPupils = async (year: Year, classIds: readonly string[], { store }: ReportDeps): Promise<boolean> => {
  for (let start = 0; start < classIds.length; start += FEW_ROSTERS) {
    const ids = classIds.slice(start, start + FEW_ROSTERS);
    const rosters = await Promise.all(ids.map((id) => store.find("roster", { ...year, id })));
    if (rosters.some((roster) => (roster?.content.pupils.length ?? 0) > 0)) return true;
  }
  return false;
};

/** Reads a year of a school as far as needed to say what it lacks. */
export const reportOn = async (year: Year, deps: ReportDeps): Promise<YearReport> => {
  const [school, census, staff, sectors] = await Promise.all([
    deps.store.find("school", { ...year, id: year.schoolId }),
    deps.store.census(year),
    staffIn(year, deps),
    deps.settings.find(year, "sectors"),
  ]);
  const audiences = school?.content.audiences ?? [];
  const classIds = audiences.filter(({ kind }) => kind === "class").map(({ audienceId }) => audienceId);
  const listed = new Set<string>(audiences.map(({ audienceId }) => audienceId));
  const pupils = await hasPupils(year, classIds, deps);
  const codes: readonly (MissingCode | false)[] = [
    school === undefined && "no-school",
    classIds.length === 0 && "no-classes",
    !pupils && "no-pupils",
    !staff.some && "no-staff",
    staff.some && !staff.head && "no-head",
    sectors.value.sectors.some(({ audienceIds }) => audienceIds.some((id) => !listed.has(id))) &&
      "sector-without-class",
  ];
  return {
    people: census.length,
    audiences: audiences.length,
    missing: codes.flatMap((code) => (code === false ? [] : [{ code, message: MISSING[code] }])),
  };
};
