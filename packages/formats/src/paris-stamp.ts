const format = new Intl.DateTimeFormat("fr-FR", {
  timeZone: "Europe/Paris",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

/** An instant as clocks in Paris show it: `20260915` and `101530`. The ministry's file names carry it. */
export function parisStamp(at: Date): { readonly date: string; readonly time: string } {
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const join = (...types: readonly Intl.DateTimeFormatPartTypes[]) => types.map((type) => parts.get(type)).join("");
  return { date: join("year", "month", "day"), time: join("hour", "minute", "second") };
}
