import { buildFunctions } from "../bench/build-functions.ts";
import { functionEnvironment } from "../bench/function-environment.ts";
import { type Handler, openCell } from "../heat/open-cell.ts";
import { NOW } from "../scenarios/school.ts";
import { type Invocation, startFunction } from "./start-function.ts";

const CAPABILITIES = ["home", "timetable", "directory", "notices", "attendance", "discipline", "partners"];

/** The functions of the mix and those that react, each bundled and in a metered process of its own. */
export const openMeasuredCell = async (engine: string) => {
  const { functions } = await buildFunctions();
  const opened = performance.now();
  const clock = { aheadMs: 0 };
  const wire = { slow: false };
  const started = new Map<string, Awaited<ReturnType<typeof startFunction>>>();
  const variablesOf = new Map<string, Readonly<Record<string, string>>>();
  let heard: Invocation[] = [];
  const watch = {
    ahead: () => Date.parse(NOW) + performance.now() - opened - Date.now() + clock.aheadMs,
    slow: () => wire.slow,
    heard: (invocation: Invocation) => void heard.push(invocation),
  };
  /** Those that keep real time, whatever the school's clock says. */
  const onRealTime = new Set<string>();
  const start = async (id: string): Promise<Handler> => {
    const file = functions.find(({ name }) => name === id)?.file;
    if (file === undefined) throw new Error(`${id} was not built`);
    const own = onRealTime.has(id) ? { ...watch, ahead: () => 0 } : watch;
    const fn = await startFunction({ id, file, variables: variablesOf.get(id) ?? {} }, own);
    started.set(id, fn);
    return fn.handler;
  };
  const open = (id: string, { TABLE_NAME: table = "", CAPABILITY: name = "", ...others }: Record<string, string>) => {
    variablesOf.set(id, { ...functionEnvironment(engine, table, name), ...others });
    return start(id);
  };
  const cell = await openCell(() => Date.parse(NOW) + clock.aheadMs, { capabilities: CAPABILITIES, open });
  return {
    cell,
    clock,
    wire,
    /** A function that is not of the cell, and keeps real time. */
    openAside: (id: string, variables: Readonly<Record<string, string>>): Promise<Handler> => {
      onRealTime.add(id);
      return open(id, variables);
    },
    /** The function in a process that has served nothing yet. */
    fresh: async (id: string): Promise<Handler> => {
      await started.get(id)?.stop();
      if (!variablesOf.has(id)) await cell.handler(id);
      else await start(id);
      return (event) => started.get(id)?.handler(event) ?? Promise.reject(new Error(`${id} has stopped`));
    },
    /** What was invoked meanwhile, in order. */
    record: async (work: () => Promise<unknown>): Promise<readonly Invocation[]> => {
      heard = [];
      await work();
      return heard;
    },
    stop: async (): Promise<void> => {
      await cell.stop();
      for (const fn of started.values()) await fn.stop();
    },
  };
};

export type MeasuredCell = Awaited<ReturnType<typeof openMeasuredCell>>;
