/**
 * What two open products gave on two cores for the same action of a user, sixteen connections asking without pause, client and database on the
 * same machine; the better of the two. GEPI (development head of 2 November 2025, its own menu bar off) and Moodle 4.5.3 with its attendance
 * plugin; nginx, PHP 8.2 with 24 workers and opcache, MariaDB 10.11; 21 November 2026. Their machine and ours are of one kind, not one machine;
 * differences under 30 % are noise. They answer with a page of HTML, we with JSON: what is compared is the action.
 */
export interface Incumbent {
  readonly action: string;
  /** Ours. */
  readonly operation: string;
  readonly product: string;
  readonly perSecond: number;
  readonly p50Ms: number;
}

export const incumbents = {
  sheet: {
    action: "open a roll-call sheet",
    operation: "attendance.readRollCall",
    product: "GEPI",
    perSecond: 27,
    p50Ms: 557,
  },
  home: { action: "a pupil's first screen", operation: "home.readHome", product: "GEPI", perSecond: 76, p50Ms: 207 },
  message: {
    action: "read what was sent to me",
    operation: "notices.listReceivedMessages",
    product: "Moodle",
    perSecond: 25,
    p50Ms: 613,
  },
  // Last: what it sets in motion goes on after it.
  submit: {
    action: "hand in a roll call",
    operation: "attendance.submitRollCall",
    product: "Moodle",
    perSecond: 24,
    p50Ms: 457,
  },
} as const satisfies Readonly<Record<string, Incumbent>>;

export type ActionName = keyof typeof incumbents;

/** What this project promised itself. */
export const TIMES = 10;
