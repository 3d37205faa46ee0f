import type { AccessWindow } from "@preau/policy";
import * as z from "zod";

/** How far the cell is browned out; see `refusedShare`. */
export type Level = 0 | 1 | 2 | 3;

/** What the switchboard says to refuse, as one capability reads it. Ends are epoch seconds on the school's clock. */
export interface Rules {
  readonly levels: readonly { readonly level: Level; readonly until: number }[];
  /** When the capability is turned on again; 0 when nobody turned it off. */
  readonly offUntil: number;
  readonly windows: readonly AccessWindow[];
}

/** Nothing is refused: what holds while the switchboard has never answered. */
export const NO_RULES: Rules = { levels: [], offUntil: 0, windows: [] };

const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const until = z.number();
const BrownOut = z.object({ id: z.literal("level"), until, level: z.literal([1, 2, 3]) });
const Off = z.object({ id: z.string(), until, capability: z.string() });
const OpeningHours = z.object({
  id: z.string().startsWith("window#"),
  until,
  window: z.object({
    roles: z.array(z.string()),
    schools: z.union([z.literal("all"), z.array(z.string())]),
    weekdays: z.array(z.int().min(1).max(7)),
    from: ClockTime,
    to: ClockTime,
    since: z.number(),
    until: z.number(),
  }),
});

const those = <T>(schema: z.ZodType<T>, switches: readonly unknown[]): readonly T[] =>
  switches.flatMap((one) => {
    const parsed = schema.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });

/**
 * Reads the switches of the partition `ADMISSION`. One that makes no sense (a level that does not exist, no end, hours of no clock)
 * is passed over: what is written there by hand in a bad hour must never stop a school by its form.
 */
export const readRules = (switches: readonly unknown[], capability: string): Rules => ({
  levels: those(BrownOut, switches),
  offUntil: Math.max(
    0,
    ...those(Off, switches)
      .filter(({ id }) => id === `off#${capability}`)
      .map((one) => one.until),
  ),
  windows: those(OpeningHours, switches).map(({ window, until: ends }) => ({
    ...(window as AccessWindow),
    until: Math.min(window.until, ends),
  })),
});

/** The level that holds at an instant. */
export const levelAt = ({ levels }: Rules, nowSeconds: number): Level =>
  levels.reduce<Level>((highest, one) => (one.until > nowSeconds && one.level > highest ? one.level : highest), 0);
