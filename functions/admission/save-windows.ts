import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { actorOf } from "./actor.ts";
import { refuseFaults } from "./check-end.ts";
import { faultsOfWindows } from "./check-windows.ts";
import type { admissionContract, WindowDraft } from "./contract.ts";
import { type DecideDeps, decideOver } from "./decide.ts";
import { type Decided, endOf, type KeptWindow, windowOf } from "./decisions.ts";
import { schoolsOf, type ToldSchool } from "./school-levels.ts";
import { spokenInstant } from "./words.ts";

export interface SaveDeps extends DecideDeps {
  listSchools(): Promise<readonly ToldSchool[]>;
}

/**
 * Names of schools in force at once. Every environment reads them every few seconds: 16 KiB are four units each time, and a thousand
 * environments already take a third of what one partition gives.
 */
const MOST_NAMED = 1_600;

/** A draft as it is kept, its levels turned into the schools that they name today. */
const keptWindow = (
  { since, ...draft }: WindowDraft,
  windowId: string,
  known: readonly ToldSchool[],
  decided: Omit<Decided, "until">,
): KeptWindow => {
  const schools = schoolsOf(draft.levels, known);
  return { ...draft, ...decided, windowId, schools, since: since ?? decided.at };
};

const named = ({ schools }: KeptWindow): number => (schools === "all" ? 0 : schools.length);

/** Saves windows, all or none, each with its end. */
export const saveWindows: Operation<typeof admissionContract.routes.saveWindows, SaveDeps> = async (call, deps) => {
  const { windows: drafts, reason } = call.body;
  refuseFaults(faultsOfWindows(drafts, deps.now()));
  const by = actorOf(call.principal);
  const known = drafts.some(({ levels }) => levels !== undefined) ? await deps.listSchools() : [];
  refuseFaults(
    drafts.flatMap(({ levels }, index) =>
      schoolsOf(levels, known).length > 0
        ? []
        : [{ field: `body.windows.${index}.levels`, message: "Aucun établissement de ce type n’est connu ici." }],
    ),
  );
  return decideOver(call, deps, (standing, _, now) => {
    const decided = { reason, by, at: now.toISOString() };
    const added = drafts.map((draft) => keptWindow(draft, deps.newId("win"), known, decided));
    const windows = [...standing.windows, ...added];
    if (windows.reduce((sum, window) => sum + named(window), 0) > MOST_NAMED) throw problem("windows-too-large");
    const ends = added.map(({ until }) => until).toSorted();
    return {
      next: { ...standing, windows },
      switches: added.map((window) =>
        deps.switches.throw({
          id: `window#${window.windowId}`,
          until: endOf(window.until),
          window: windowOf(window),
        }),
      ),
      change: {
        kind: "windows-saved",
        text: `Plages horaires : ${added.map(({ label }) => label).join(" ; ")} (jusqu’au ${spokenInstant(ends.at(-1) ?? decided.at)}).`,
        by,
        reason,
      },
    };
  });
};
