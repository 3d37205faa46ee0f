import { personIdOf } from "@preau/contract/derive-id";
import type { Random } from "@preau/demo/world/random";
import { aPerson } from "../../../../test/support/people.ts";
import { firstLessons, schoolId } from "./lycee.ts";
import type { Cell } from "./open-cell.ts";

/** Something that somebody does, so many seconds after the bell. */
export interface Moment {
  readonly second: number;
  run(cell: Cell): Promise<void>;
}

const SCREENS = 5;
const POLLED_FOR = 90;
const FAMILIES = 100;
const ARRIVALS = 30;
const cpe = (index: number) => aPerson("cpe", schoolId, personIdOf("TEST", `cpe-${index}`));

const expectDone = ({ status, text }: { readonly status: number; readonly text: string }): void => {
  if (status >= 400) throw new Error(`the replay was answered ${status}: ${text}`);
};

/** Five offices follow the board, as often as it asks for at the bell, each saying what it has. */
const screens = (day: string): readonly Moment[] =>
  Array.from({ length: SCREENS }, (_, index) => {
    let etag = "";
    const poll = async ({ ask }: Cell): Promise<void> => {
      const headers = etag === "" ? {} : { "if-none-match": etag };
      const reply = await ask("attendance", "readBoard", cpe(index), { params: { schoolId }, query: { day }, headers });
      expectDone(reply);
      etag = String(reply.headers.etag ?? etag);
    };
    return Array.from({ length: POLLED_FOR / SCREENS }, (_, turn) => ({ second: turn * SCREENS + index, run: poll }));
  }).flat();

/** What a teacher does at the bell: the first screen, the sheet, the call. */
const rollCalls = (day: string, withinSeconds: number, random: Random): readonly Moment[] =>
  firstLessons.flatMap(({ teacher, lessonIdOn, missing }) => {
    const params = { schoolId, lessonId: lessonIdOn(day) };
    const opens = random.int(withinSeconds);
    const calls = opens + Math.ceil(withinSeconds / 2) + random.int(Math.ceil(withinSeconds / 2));
    const marks = missing.map((pupilId) => ({ pupilId, status: "absent" }));
    return [
      { second: opens, run: async ({ ask }: Cell) => expectDone(await ask("home", "readHome", teacher, {})) },
      {
        second: opens,
        run: async ({ ask }: Cell) => expectDone(await ask("attendance", "readRollCall", teacher, { params })),
      },
      {
        second: calls,
        run: async ({ ask }: Cell) =>
          expectDone(await ask("attendance", "submitRollCall", teacher, { params, body: { version: 0, marks } })),
      },
    ];
  });

/** Pupils marked absent come in, some minutes late, and the desk says so. */
const arrivals = (day: string, random: Random): readonly Moment[] =>
  random
    .shuffle(firstLessons.map(({ missing }) => missing[0] ?? ""))
    .slice(0, ARRIVALS)
    .map((pupilId, index) => ({
      second: 180 + random.int(120),
      run: async ({ ask }: Cell) =>
        expectDone(
          await ask("attendance", "recordPresence", cpe(index % SCREENS), {
            params: { schoolId, pupilId },
            body: { day, kind: "arrived", from: "08:02", place: "desk" },
          }),
        ),
    }));

const families = (random: Random): readonly Moment[] =>
  Array.from({ length: FAMILIES }, () => {
    const family = random.pick(random.pick(firstLessons).families);
    return {
      second: random.int(300),
      run: async ({ ask }: Cell) => expectDone(await ask("home", "readHome", family, {})),
    };
  });

/** A quarter of an hour later those who were told look at what it is about. */
const answered = (random: Random): readonly Moment[] =>
  firstLessons.flatMap(({ families: of, missing }) =>
    of.slice(0, missing.length).map((family) => ({
      second: 905 + random.int(60),
      run: async ({ ask }: Cell) => expectDone(await ask("notices", "listNotices", family, { params: { schoolId } })),
    })),
  );

/** The first quarter of an hour and more of a lycée of 2,000: every roll is called within so many seconds of the first one. */
export const morningOf = (day: string, withinSeconds: number, random: Random): readonly Moment[] => [
  ...rollCalls(day, withinSeconds, random),
  ...screens(day),
  ...families(random),
  ...arrivals(day, random),
  ...answered(random),
];
