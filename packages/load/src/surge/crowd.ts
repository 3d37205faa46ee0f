import type { Random } from "@preau/demo/world/random";
import type { Crowd, Intent } from "../generator/intent.ts";
import type { Part } from "../people/cast.ts";
import type { VirtualPerson } from "../people/virtual-person.ts";
import { activities } from "./activities.ts";
import type { Activity, Surroundings } from "./activity.ts";
import { priorityOf } from "./contracts.ts";
import type { Device } from "./device.ts";
import { linesOf, type Mix, type MixLine } from "./mix.ts";

/** Think times: log-normal, in milliseconds and in the logarithm's own unit. */
const THINK_MEDIAN_MS = 8_000;
const THINK_SIGMA = 0.8;

/** A number of a normal law, by Box and Muller. */
const normal = (random: Random): number => {
  const uniform = () => (random.int(2 ** 30) + 1) / 2 ** 30;
  return Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
};

const thinkMs = (random: Random): number => THINK_MEDIAN_MS * Math.exp(THINK_SIGMA * normal(random));

/** Lines of the mix that somebody can do, each with the sum of the shares up to it, in parts of 1. */
const drawFrom = (lines: readonly MixLine[], random: Random): (() => MixLine) => {
  const all = lines.reduce((sum, { share }) => sum + share, 0);
  const upTo = lines.map((line, rank) => ({
    line,
    until: lines.slice(0, rank + 1).reduce((sum, { share }) => sum + share / all, 0),
  }));
  return () => {
    const at = random.int(2 ** 30) / 2 ** 30;
    const found = upTo.find(({ until }) => at < until) ?? upTo.at(-1);
    if (found === undefined) throw new RangeError("nobody can do anything of this mix");
    return found.line;
  };
};

export interface CrowdSpec {
  readonly people: readonly VirtualPerson[];
  readonly mix: Mix;
  readonly surroundings: Surroundings;
  open(person: VirtualPerson): Device;
}

/** The lines of a mix that somebody among the people can do. */
const possibleLines = ({ people, mix, surroundings: { day } }: CrowdSpec): readonly MixLine[] =>
  linesOf(mix).filter(({ activity, part }) => {
    const { can = () => true } = activities[activity];
    return people.some((person) => person.part === part && can(person, day));
  });

/**
 * Who wants what, moment after moment: a line of the mix is drawn, then somebody who does that and has thought enough since their last
 * request; when nobody has, somebody opens another device. So the rate is the scenario's and never the server's, and people are slow.
 */
export const crowdOf = (spec: CrowdSpec): Pick<Crowd, "people" | "next"> => {
  const { people, surroundings, open } = spec;
  const { random, day } = surroundings;
  const draw = drawFrom(possibleLines(spec), random);
  const turns = new Map<Part, readonly VirtualPerson[]>(
    [...Map.groupBy(people, ({ part }) => part)].map(([part, some]) => [part, random.shuffle(some)]),
  );
  const taken = new Map<string, number>();
  const devices = new Map<Part, Device[]>();

  /** Whoever has the fewest devices open takes out another one. */
  const openAnother = (part: Part, activity: Activity): Device => {
    const able = (turns.get(part) ?? []).filter((person) => activity.can?.(person, day) ?? true);
    const [first, ...others] = able;
    if (first === undefined) throw new RangeError(`no ${part} can do ${activity.operation}`);
    const opened = ({ login }: VirtualPerson) => taken.get(login) ?? 0;
    const person = others.reduce((least, one) => (opened(one) < opened(least) ? one : least), first);
    taken.set(person.login, opened(person) + 1);
    const device = open(person);
    const those = devices.get(part) ?? [];
    those.push(device);
    devices.set(part, those);
    return device;
  };

  const ready = (part: Part, activity: Activity, atMs: number): Device | undefined => {
    const free = (device: Device) =>
      !device.busy && device.readyAt <= atMs && (activity.can?.(device.person, day) ?? true);
    const those = devices.get(part) ?? [];
    const { after } = activity;
    return (after && those.find((device) => after.isDone(device) && free(device))) ?? those.find(free);
  };

  const next = (atMs: number): Intent => {
    const line = draw();
    const wanted = activities[line.activity];
    const device = ready(line.part, wanted, atMs) ?? openAnother(line.part, wanted);
    const done = wanted.after === undefined || wanted.after.isDone(device);
    const activity = done ? wanted : firstOf(wanted);
    device.readyAt = atMs + thinkMs(random);
    device.busy = true;
    const run = async (): Promise<unknown> => {
      try {
        return await activity.run(device, surroundings);
      } finally {
        device.busy = false;
      }
    };
    const { operation } = activity;
    return { operation, priority: priorityOf(operation), role: line.part, schoolId: device.person.schoolId, run };
  };
  return { people: people.length, next };
};

const firstOf = ({ after, operation }: Activity): Activity => {
  const first = Object.entries(activities).find(([name]) => name === after?.activity)?.[1];
  if (first === undefined) throw new Error(`${operation} comes after nothing that people do`);
  return first;
};
