import type { Part } from "../people/cast.ts";
import { type ActivityName, activities } from "./activities.ts";
import { priorityOf } from "./contracts.ts";

/** Who does what, as shares of all intents: they add up to 1. */
export type Mix = { readonly [Name in ActivityName]?: { readonly [One in Part]?: number } };

/** One line of a mix. */
export interface MixLine {
  readonly activity: ActivityName;
  readonly part: Part;
  readonly share: number;
}

export const linesOf = (mix: Mix): readonly MixLine[] =>
  Object.entries(mix).flatMap(([activity, shares]) =>
    Object.entries(shares).map(([part, share]) => ({
      activity: activity as ActivityName,
      part: part as Part,
      share,
    })),
  );

/** How much of a mix is essential: what must fit in the capacity whatever else is refused. */
export const essentialShare = (mix: Mix): number => {
  const lines = linesOf(mix);
  const all = lines.reduce((sum, { share }) => sum + share, 0);
  const essential = lines.filter(({ activity }) => priorityOf(activities[activity].operation) === "essential");
  return essential.reduce((sum, { share }) => sum + share, 0) / all;
};

/** The same mix where some things are done so many times as often; brought back to 1. */
export const leaning = (mix: Mix, times: { readonly [Name in ActivityName]?: number }): Mix => {
  const lines = linesOf(mix).map((line) => ({ ...line, share: line.share * (times[line.activity] ?? 1) }));
  const all = lines.reduce((sum, { share }) => sum + share, 0);
  const leant: { [Name in ActivityName]?: { [One in Part]?: number } } = {};
  for (const { activity, part, share } of lines) leant[activity] = { ...leant[activity], [part]: share / all };
  return leant;
};
