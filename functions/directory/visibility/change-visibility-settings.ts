import { problem, type SchoolId } from "@preau/contract";
import { type VisibilitySettings, visibilityEdges } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { SettingsStore } from "../settings/settings-store.ts";
import type { DirectoryStore } from "../store.ts";
import type { visibilityRoutes } from "../visibility-contract.ts";
import { decisionsAmong, effectsOf, settingsPage, tooNarrow } from "./settings-page.ts";

interface Deps {
  readonly settings: Pick<SettingsStore, "find" | "keep">;
  readonly years: { current(schoolId: string): Promise<number> };
  now(): Date;
}

const refuseTooNarrow = (edges: VisibilitySettings): void => {
  const errors = tooNarrow(edges).map((edge) => ({
    field: `body.edges.${edge}`,
    message: `« ${visibilityEdges[edge].label} » : les noms restent visibles, seul le droit d’écrire se ferme.`,
  }));
  if (errors.length > 0) throw problem("invalid-request", { errors });
};

/** Who may see and write to whom in the school. */
export const readVisibilitySettings: Operation<typeof visibilityRoutes.readVisibilitySettings, Deps> = async (
  { params: { schoolId } },
  { settings, years },
) => {
  const year = { schoolId, schoolYear: await years.current(schoolId) };
  return { status: 200, body: settingsPage(schoolId, await settings.find(year, "visibility")) };
};

/** Opens and closes edges. An empty list gives back the usual ones; over somebody else's change it answers 409 with what is set. */
export const changeVisibilitySettings: Operation<typeof visibilityRoutes.changeVisibilitySettings, Deps> = async (
  { params: { schoolId }, body, principal },
  { settings, years, now },
) => {
  refuseTooNarrow(body.edges);
  const year = { schoolId, schoolYear: await years.current(schoolId) };
  const { version } = body;
  const value = decisionsAmong(body.edges);
  try {
    await settings.keep([{ ...year, subject: "visibility", value, version, by: principal.accountId, at: now() }]);
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    throw problem("version-conflict", { current: settingsPage(schoolId, await settings.find(year, "visibility")) });
  }
  return {
    status: 200,
    body: settingsPage(schoolId, { value, version: version + 1, changedAt: now().toISOString() }),
  };
};

/** Pupils and guardians from the lists of classes, teachers from those who have one. */
const headcountOf = async (
  year: { schoolId: SchoolId; schoolYear: number },
  store: Pick<DirectoryStore, "find">,
  teachers: number,
) => {
  const school = await store.find("school", { ...year, id: year.schoolId });
  const classes = (school?.content.audiences ?? []).filter(({ kind }) => kind === "class");
  const rosters = await Promise.all(classes.map(({ audienceId }) => store.find("roster", { ...year, id: audienceId })));
  const pupils = rosters.flatMap((roster) => roster?.content.pupils ?? []);
  const guardians = new Set(pupils.flatMap(({ guardianIds }) => guardianIds));
  return { pupil: new Set(pupils.map(({ pupilId }) => pupilId)).size, guardian: guardians.size, teacher: teachers };
};

interface PreviewDeps extends Deps {
  readonly store: Pick<DirectoryStore, "find">;
  readonly names: {
    staffOf(
      year: { schoolId: string; schoolYear: number },
      how: { limit: number; after?: string | undefined },
    ): Promise<{ readonly lines: readonly { readonly roles: readonly string[] }[]; readonly last: string | undefined }>;
  };
}

const STAFF_A_PAGE = 100;

/** Who would gain and who would lose: a read of every class list, for a page that a head opens once a year. */
export const previewVisibilitySettings: Operation<
  typeof visibilityRoutes.previewVisibilitySettings,
  PreviewDeps
> = async ({ params: { schoolId }, body }, { settings, years, store, names }) => {
  refuseTooNarrow(body.edges);
  const year = { schoolId, schoolYear: await years.current(schoolId) };
  let teachers = 0;
  let after: string | undefined;
  do {
    const { lines, last } = await names.staffOf(year, { limit: STAFF_A_PAGE, after });
    teachers += lines.filter(({ roles }) => roles.includes("teacher")).length;
    after = last;
  } while (after !== undefined);
  const [{ value }, headcount] = await Promise.all([
    settings.find(year, "visibility"),
    headcountOf(year, store, teachers),
  ]);
  return { status: 200, body: { schoolId, effects: effectsOf(value, body.edges, headcount) } };
};
