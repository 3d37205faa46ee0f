/** One call as a client lived it: between its two instants it took place once, or, without an answer, perhaps not at all. */
export interface Lived<Event> {
  readonly event: Event;
  /** Instants of one counter for all clients. */
  readonly invokedAt: number;
  /** Undefined when nobody ever answered: it may have taken place at any time after it was sent, or never. */
  readonly answeredAt: number | undefined;
}

/** What one thing after another would do: the next state, or undefined when the answer that was given could not have been. */
export interface Model<State, Event> {
  readonly initial: State;
  step(state: State, event: Event): State | undefined;
  /** Whether this is the state that was found when everything was over. */
  accepts(state: State): boolean;
}

/**
 * An order in which the calls may have taken place one at a time, each between its two instants, every answer being that of the model
 * and the last state the one that was found; undefined when there is none, and the history is no history of such an object
 * (Wing and Gong, 1993). Depth first; answers that name a version leave one candidate at almost every step.
 */
export const linearize = <State, Event>(
  calls: readonly Lived<Event>[],
  model: Model<State, Event>,
): readonly Event[] | undefined => {
  const ends = ({ answeredAt }: Lived<Event>): number => answeredAt ?? Number.POSITIVE_INFINITY;
  const from = (state: State, left: readonly Lived<Event>[]): readonly Event[] | undefined => {
    if (left.every(({ answeredAt }) => answeredAt === undefined) && model.accepts(state)) return [];
    const soonest = Math.min(...left.map(ends));
    for (const call of left) {
      // Whatever was answered before this one was sent came first.
      if (call.invokedAt > soonest) continue;
      const next = model.step(state, call.event);
      if (next === undefined) continue;
      const after = from(
        next,
        left.filter((other) => other !== call),
      );
      if (after !== undefined) return [call.event, ...after];
    }
    return undefined;
  };
  return from(model.initial, calls);
};
