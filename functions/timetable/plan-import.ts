import { type ComposedDay, composeDay } from "./compose-days.ts";
import type { ViewDay } from "./day.ts";
import type { KeptDay, NamedView } from "./import-store.ts";

/** One day to write, over the version that was read. */
export interface DayWrite {
  readonly day: ComposedDay;
  readonly read: number | undefined;
}

export interface ImportPlan {
  readonly created: readonly DayWrite[];
  readonly changed: readonly DayWrite[];
  readonly removed: readonly DayWrite[];
  readonly unchanged: number;
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

const keyOf = ({ viewId, weekday }: Pick<ViewDay, "viewId" | "weekday">) => `${viewId}#${weekday}`;

/** Every day that may hold something: those of the file, and the whole week of the views met before. */
export const daysToCompare = (days: readonly ComposedDay[], views: readonly NamedView[]) => {
  const all = [...days, ...views.flatMap(({ viewId }) => WEEKDAYS.map((weekday) => ({ viewId, weekday })))];
  return [...new Map(all.map(({ viewId, weekday }) => [keyOf({ viewId, weekday }), { viewId, weekday }])).values()];
};

/** What an import must write: only the days whose hash moved. A day that the file no longer has becomes empty, and still tells its classes. */
export const planImport = (
  days: readonly ComposedDay[],
  kept: readonly KeptDay[],
  views: readonly NamedView[],
): ImportPlan => {
  const composed = new Set(days.map(keyOf));
  const before = new Map(kept.map((day) => [keyOf(day), day]));
  const viewOf = new Map(views.map((view) => [view.viewId, view]));
  const said = days.map((day) => ({ day, known: before.get(keyOf(day)) }));
  const emptied = kept.flatMap(({ viewId, weekday, classes, hash, version }) => {
    const view = viewOf.get(viewId);
    if (view === undefined || composed.has(keyOf({ viewId, weekday }))) return [];
    const day = composeDay(view, weekday, [], classes);
    return day.hash === hash ? [] : [{ day, read: version }];
  });
  return {
    created: said.filter(({ known }) => known === undefined).map(({ day }) => ({ day, read: undefined })),
    changed: said.flatMap(({ day, known }) =>
      known === undefined || known.hash === day.hash ? [] : [{ day, read: known.version }],
    ),
    removed: emptied,
    unchanged: said.filter(({ day, known }) => known?.hash === day.hash).length,
  };
};
