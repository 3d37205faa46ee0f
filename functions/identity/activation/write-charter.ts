import { problem } from "@preau/contract";
import type { Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import type { identityContract } from "../contract.ts";
import type { Charters } from "../store/charters.ts";
import { charterOf } from "./charter.ts";

type Routes = typeof identityContract.routes;

interface Deps {
  readonly charters: Charters;
  /** Epoch seconds, real time. */
  epoch(): number;
}

const show = async (place: string, { charters }: Pick<Deps, "charters">) => {
  const own = await charters.find(place);
  const { text, at } = own ?? (await charterOf(place, charters));
  const version = own?.version ?? 0;
  const writtenAt = at === 0 ? undefined : new Date(at * 1000).toISOString();
  return {
    status: 200,
    body: { text, version, inherited: own === undefined, ...(writtenAt && { writtenAt }) },
  } as const;
};

/** Adds a version: the former ones stay, for people accepted them. */
const write = async (place: string, { text, version }: { text: string; version: number }, deps: Deps) => {
  const current = await show(place, deps);
  if (current.body.version !== version) throw problem("version-conflict", { current: current.body });
  try {
    await deps.charters.add({ place, text, version: version + 1, at: deps.epoch() });
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    throw problem("version-conflict", { current: (await show(place, deps)).body });
  }
  return show(place, deps);
};

export const readCharter: Operation<Routes["readCharter"], Deps> = ({ params }, deps) => show(params.schoolId, deps);

export const writeCharter: Operation<Routes["writeCharter"], Deps> = ({ params, body }, deps) =>
  write(params.schoolId, body, deps);

export const readTerritoryCharter: Operation<Routes["readTerritoryCharter"], Deps> = (_call, deps) =>
  show("territory", deps);

export const writeTerritoryCharter: Operation<Routes["writeTerritoryCharter"], Deps> = ({ body }, deps) =>
  write("territory", body, deps);
