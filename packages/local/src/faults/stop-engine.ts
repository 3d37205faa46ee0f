/** Stops a process (SIGSTOP) and lets it go on after `ms`, or as soon as the returned function is called. */
export function stopEngine(pid: number, ms: number): () => void {
  const goOn = () => {
    clearTimeout(timer);
    signal(pid, "SIGCONT");
  };
  signal(pid, "SIGSTOP");
  const timer = setTimeout(goOn, ms);
  return goOn;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}
