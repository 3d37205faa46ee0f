import type { Priority } from "@preau/contract";
import type { CategoryRecord, PrioritySecond, RunRecord, SecondRecord } from "../run/run-record.ts";
import { PATIENCE_MS } from "./intent.ts";
import type { Latencies } from "./latencies.ts";
import { refusedIn, type Settled, Tally } from "./tally.ts";

export const PRIORITIES = ["essential", "standard", "deferrable"] as const satisfies readonly Priority[];

/**
 * A timer that fires later than this did not fire on time: such a run says nothing of the server. Two cores shared with that server make a timer ten
 * milliseconds late now and then; latencies count from the moment meant in any case.
 */
export const LATE_MS = 25;

type Of<T> = Record<Priority, T>;
type Seen = Pick<RunRecord, "seconds" | "priorities" | "operations" | "categories" | "lateShare">;

const ofEach = <T>(make: (priority: Priority) => T): Of<T> => ({
  essential: make("essential"),
  standard: make("standard"),
  deferrable: make("deferrable"),
});

const kept = <Key, T>(map: Map<Key, T>, key: Key, make: () => T): T => {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
};

/** Keeps what a run saw: by second of the intended send, by priority, by operation and by who asked. */
export class Recorder {
  readonly #open = new Map<number, { readonly tallies: Of<Tally>; inFlight: number }>();
  readonly #over: SecondRecord[] = [];
  /** A histogram takes 200 KiB: those of a second serve again once it is over. */
  readonly #spare: Latencies[] = [];
  readonly #priorities = ofEach(() => new Tally());
  readonly #operations = new Map<string, { readonly priority: Priority; readonly tally: Tally }>();
  readonly #categories = new Map<string, { -readonly [Field in keyof CategoryRecord]: CategoryRecord[Field] }>();
  #lately = ofEach(() => new Tally());
  #late = 0;
  fired = 0;
  inFlight = 0;

  get lateShare(): number {
    return this.fired === 0 ? 0 : this.#late / this.fired;
  }

  /** Of those that were served, the whole run. */
  latenciesOf(priority: Priority): Latencies {
    return this.#priorities[priority].latencies;
  }

  /** An intent leaves, `lateMs` after it should have, in this second of the run. */
  fire(second: number, lateMs: number): void {
    this.fired += 1;
    if (lateMs > LATE_MS) this.#late += 1;
    this.inFlight += 1;
    const open = this.#at(second);
    open.inFlight = Math.max(open.inFlight, this.inFlight);
  }

  /** An intent of this second is over. */
  settle(second: number, settled: Settled): void {
    const { operation, priority, role, schoolId } = settled.trace.intent;
    this.inFlight -= 1;
    this.#at(second).tallies[priority].add(settled);
    this.#priorities[priority].add(settled);
    this.#lately[priority].add(settled);
    kept(this.#operations, operation, () => ({ priority, tally: new Tally() })).tally.add(settled);
    const category = kept(this.#categories, `${operation} ${role} ${schoolId}`, () => {
      return { operation, role, schoolId, intents: 0, refused: 0, served: 0 };
    });
    category.intents += 1;
    category.refused += refusedIn(settled.trace);
    category.served += settled.served ? 1 : 0;
  }

  /** What was settled since the last call, whenever it was wanted. */
  lately(): Of<PrioritySecond> {
    const seen = ofEach((priority) => this.#lately[priority].second);
    this.#lately = ofEach((priority) => new Tally(this.#lately[priority].latencies.reset()));
    return seen;
  }

  /** Makes figures of the seconds whose intents can only be over when the run is in this `second`. */
  closeBefore(second: number): void {
    for (const [at, { tallies, inFlight }] of this.#open) {
      if (at + PATIENCE_MS / 1000 + 2 >= second) continue;
      this.#open.delete(at);
      this.#over.push({ second: at, byPriority: ofEach((priority) => tallies[priority].second), inFlight });
      for (const priority of PRIORITIES) this.#spare.push(tallies[priority].latencies.reset());
    }
  }

  /** Everything, once all is over: of each of the `lasted` seconds, even those in which nobody wanted anything. */
  seen(lasted: number): Seen {
    this.closeBefore(Number.POSITIVE_INFINITY);
    const known = new Map(this.#over.map((record) => [record.second, record]));
    const nothing = ofEach(() => new Tally().second);
    const seconds = Array.from(
      { length: Math.max(lasted, ...[...known.keys()].map((second) => second + 1)) },
      (_, second) => {
        return known.get(second) ?? { second, byPriority: nothing, inFlight: 0 };
      },
    );
    return {
      seconds,
      lateShare: this.lateShare,
      priorities: PRIORITIES.map((priority) => {
        const tally = this.#priorities[priority];
        return { priority, ...tally.counts, latencyMs: tally.latencies.summary };
      }).filter(({ intents }) => intents > 0),
      operations: [...this.#operations]
        .map(([operation, { priority, tally }]) => {
          const { unchanged, bytesIn, bytesOut, statuses } = tally;
          const latencyMs = tally.latencies.summary;
          return { operation, priority, ...tally.counts, unchanged, bytesIn, bytesOut, latencyMs, statuses };
        })
        .sort((a, b) => b.intents - a.intents),
      categories: [...this.#categories.values()],
    };
  }

  #at(second: number): { readonly tallies: Of<Tally>; inFlight: number } {
    return kept(this.#open, second, () => ({ tallies: ofEach(() => new Tally(this.#spare.pop())), inFlight: 0 }));
  }
}
