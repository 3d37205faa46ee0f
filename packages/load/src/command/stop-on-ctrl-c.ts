interface Signals {
  on(signal: "SIGINT" | "SIGTERM", listener: () => void): unknown;
  readonly stderr: { write(text: string): unknown };
}

/**
 * Aborts when somebody types Ctrl-C, and again does no more than that: killing the run at once would leave the limits on the server. What is in
 * flight takes ten seconds at most.
 */
export const stopOnCtrlC = (signals: Signals): AbortSignal => {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    signals.on(signal, () => {
      const again = stop.signal.aborted;
      signals.stderr.write(
        again ? "\nStill ending: ten seconds at most.\n" : "\nEnding: what is in flight, then what was seen.\n",
      );
      stop.abort("stopped by hand");
    });
  return stop.signal;
};
