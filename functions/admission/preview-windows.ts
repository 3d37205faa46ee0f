import type { Role, SchoolId } from "@preau/contract";
import { MEMBER_ROLES } from "@preau/contract/role";
import type { AccessWindow } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type * as z from "zod";
import { refuseFaults } from "./check-end.ts";
import { faultsOfWindows } from "./check-windows.ts";
import { type admissionContract, SCHOOL_LEVELS, type SchoolLevel, type WindowPreview } from "./contract.ts";
import { standing, windowOf } from "./decisions.ts";
import { levelOf, schoolsOf, type ToldSchool } from "./school-levels.ts";
import type { AdmissionStore } from "./store.ts";
import { weekAhead } from "./week-ahead.ts";
import { levelName } from "./words.ts";

interface Deps {
  readonly store: Pick<AdmissionStore, "decisions">;
  listSchools(): Promise<readonly ToldSchool[]>;
  now(): Date;
}

type Line = z.output<typeof WindowPreview>["lines"][number];

const spokenPreview = (lines: readonly Line[]): string => {
  const changed = lines.filter(({ days }) => days.some(({ before, after }) => before.join() !== after.join()));
  if (changed.length === 0) return "Ce plan ne change l’accès de personne dans la semaine qui vient.";
  const levels = [...new Map(changed.map(({ level, schools }) => [level, schools]))];
  return `Ce plan change l’accès dans ${levels.map(([level, schools]) => `${schools} ${levelName(level, schools)}`).join(", ")}. L’appel, les cours du jour et la connexion restent ouverts à tous.`;
};

/** What windows would change, hour by hour of the coming week, for each role and kind of school that one of them concerns. */
export const previewWindows: Operation<typeof admissionContract.routes.previewWindows, Deps> = async (call, deps) => {
  const now = deps.now();
  refuseFaults(faultsOfWindows(call.body.windows, now));
  const [known, decisions] = await Promise.all([deps.listSchools(), deps.store.decisions()]);
  // Those in force are looked up again too, so that one school of a level stands for all of them.
  const before = standing(decisions, now).windows.map((window) =>
    windowOf({ ...window, schools: schoolsOf(window.levels, known) }),
  );
  const planned = call.body.windows.map(({ since = now.toISOString(), ...draft }) =>
    windowOf({ ...draft, since, schools: schoolsOf(draft.levels, known) }),
  );
  const after = [...before, ...planned];
  const bySchoolLevel = Map.groupBy(known, levelOf);
  const lineOf = (level: SchoolLevel, role: Role): readonly Line[] => {
    const schools = bySchoolLevel.get(level) ?? [];
    const [one] = schools;
    if (one === undefined || !after.some((window) => names(window, one.schoolId, role))) return [];
    const member = { schoolId: one.schoolId, role };
    const [was, will] = [weekAhead(before, member, now), weekAhead(after, member, now)];
    const days = will.map(({ day, hours }, index) => ({
      day,
      before: [...(was[index]?.hours ?? [])],
      after: [...hours],
    }));
    return [
      {
        role,
        level,
        schools: schools.length,
        classes: schools.reduce((sum, { classes }) => sum + classes, 0),
        hoursLost: days.reduce(
          (sum, day) => sum + day.after.filter((hour, at) => hour !== "open" && day.before[at] === "open").length,
          0,
        ),
        days,
      },
    ];
  };
  const lines = SCHOOL_LEVELS.flatMap((level) => MEMBER_ROLES.flatMap((role) => lineOf(level, role)));
  return { status: 200, body: { text: spokenPreview(lines), lines } };
};

const names = ({ roles, schools }: AccessWindow, schoolId: string, role: Role): boolean =>
  roles.includes(role) && (schools === "all" || schools.includes(schoolId as SchoolId));
