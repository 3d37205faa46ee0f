/** A value loaded from elsewhere, never too old to be used and rarely waited for. */
export interface KeptFresh<T> {
  /** Begins to load before anybody asks (a cold start). A failure is as if nobody had: the first to ask tries again. */
  prime(): void;
  /** The value: waited for the first time and when it has become too old, unless loading fails. */
  current(): Promise<T>;
  /** Resolves once no loading is under way: a frozen environment must not hold a half-read answer. */
  settled(): Promise<void>;
}

/**
 * Keeps a value fresh: older than `refreshAfterMs` it is loaded anew beside the work of the request, older than `waitAfterMs`
 * before it. When loading fails the last known value serves (`empty` if none is known), `onFailure` is told, and nobody
 * waits until it succeeds again: what is watched this way must never stop a school.
 */
export const keepFresh = <T>(
  load: () => Promise<T>,
  {
    empty,
    refreshAfterMs,
    waitAfterMs,
    onFailure,
    clock = () => Date.now(),
  }: {
    readonly empty: T;
    readonly refreshAfterMs: number;
    readonly waitAfterMs: number;
    onFailure(error: unknown): void;
    readonly clock?: () => number;
  },
): KeptFresh<T> => {
  let value = empty;
  let askedAt: number | undefined;
  let failing = false;
  let loading: Promise<void> | undefined;

  const ask = (): Promise<void> => {
    const begun = clock();
    loading ??= load()
      .then(
        (loaded) => {
          value = loaded;
          failing = false;
        },
        (error: unknown) => {
          failing = true;
          onFailure(error);
        },
      )
      .finally(() => {
        askedAt = begun;
        loading = undefined;
      });
    return loading;
  };

  return {
    prime: () =>
      void ask().then(() => {
        if (failing) askedAt = undefined;
        failing = false;
      }),
    current: async () => {
      const age = askedAt === undefined ? Number.POSITIVE_INFINITY : Math.abs(clock() - askedAt);
      if (age >= waitAfterMs && !failing) await ask();
      else if (age >= refreshAfterMs) void ask();
      return value;
    },
    settled: async () => loading,
  };
};
