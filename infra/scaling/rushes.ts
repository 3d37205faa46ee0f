/** A moment when everybody comes at once, known in advance: environments are warm when it begins. */
export interface Rush {
  readonly name: string;
  readonly on: "MON-FRI" | "SAT" | "SUN" | { readonly date: string };
  /** In the school's time, `07:40`; warming takes a minute or two. */
  readonly from: string;
  readonly to: string;
  /** How many ordinary bells it is worth. */
  readonly times: number;
}

/** What every school knows: the bells of the day, and Sunday evening when families look at the week. */
export const ordinaryRushes: readonly Rush[] = [
  { name: "school-day", on: "MON-FRI", from: "07:40", to: "18:15", times: 1 },
  { name: "evening", on: "MON-FRI", from: "18:15", to: "21:30", times: 0.5 },
  { name: "sunday-evening", on: "SUN", from: "17:50", to: "21:30", times: 1.5 },
];

/** The moments of the scaling clock for a rush, as fields of a cron expression of Application Auto Scaling. */
export const cronOf = (on: Rush["on"], time: string): Readonly<Record<string, string>> => {
  const [hour = "0", minute = "0"] = time.split(":").map((part) => String(Number(part)));
  if (typeof on === "string") return { minute, hour, weekDay: on };
  const [year = "", month = "", day = ""] = on.date.split("-").map((part) => String(Number(part)));
  return { minute, hour, day, month, year };
};

/** Whether a rush is on, some day of another, at the time the other ends. */
const goesOn = (rush: Rush, { on, to }: Rush): boolean => {
  const day =
    typeof on === "string" ? on : new Intl.DateTimeFormat("en", { weekday: "short" }).format(new Date(on.date));
  const days =
    rush.on === "MON-FRI"
      ? ["MON-FRI", "Mon", "Tue", "Wed", "Thu", "Fri"]
      : [rush.on, rush.on === "SAT" ? "Sat" : "Sun"];
  return days.includes(day) && rush.from <= to && to < rush.to;
};

/** How many ordinary bells the moment after a rush is worth: what else is on then. */
export const timesAfter = (rush: Rush, rushes: readonly Rush[]): number =>
  Math.max(0, ...rushes.filter((other) => other !== rush && goesOn(other, rush)).map(({ times }) => times));
