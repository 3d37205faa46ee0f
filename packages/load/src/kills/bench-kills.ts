import { parseArgs } from "node:util";
import { plants } from "./plants.ts";
import { deedsOf, type Played, playKills } from "./play-kills.ts";
import { type Prepared, prepareAssembly } from "./prepare-assembly.ts";

const USAGE = `Usage: npm run bench -- kills [options]
  --kills N      how many processes are killed (default 2000; 120 with --quick, 150 with --broken)
  --seed N       what people do and who is killed is drawn from it (default 2026)
  --lanes N      schools that live at the same time (default 6)
  --pause MS     between two kills, on average (default 60)
  --broken NAME  with this fault of ours in it; "all": each in turn
  --built        takes what the last run built`;

const SHOWN = 12;
const VOLUMES = { full: 2_000, quick: 120, broken: 150 };
/** What the first answer after a restart may take beyond the runtime's own start. */
const FIRST_ANSWER_MS = 2_000;

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);
const spreadOf = (ms: readonly number[]): string => {
  const sorted = ms.toSorted((a, b) => a - b);
  const at = (share: number): string => ((sorted[Math.floor(share * (sorted.length - 1))] ?? 0) / 1_000).toFixed(1);
  return `median ${at(0.5)} s, longest ${at(1)} s`;
};

const firstAnswers = ({ restarts }: Played): readonly number[] =>
  restarts.flatMap(({ firstAnswerMs }) => (firstAnswerMs === undefined ? [] : [firstAnswerMs]));

const report = (played: Played): string => {
  const { toll, lived, calls, restarts, unheard, doneUnheard, violations, leftBehind, seconds } = played;
  const deeds = deedsOf(lived);
  const count = (outcome: string): number => deeds.filter((one) => one.outcome === outcome).length;
  const { request, behind, beginning, resting, runtime, engine } = toll;
  return `${sum(Object.values(toll))} kills in ${seconds.killing.toFixed(0)} s, judged in ${seconds.judging.toFixed(0)} s:
  environments: ${request} at a request, ${behind} behind the scenes, ${beginning} as they began, ${resting} at rest; ${runtime} whole runtimes, ${engine} engines and then their runtime
  ${lived.length} classes, ${deeds.length} deeds: ${count("done")} done, ${count("refused")} refused, ${count("unknown")} unknown to the end
  ${calls.calls} calls, ${calls.unanswered} of them unanswered, ${calls.again} answered as the first time; of ${unheard} deeds that nobody had answered, ${doneUnheard} had taken place or did when sent again
  restarts: ready after ${spreadOf(restarts.map(({ readyMs }) => readyMs))}; from then to the first answer ${spreadOf(firstAnswers(played))}
  processes left behind: ${leftBehind}
  violations: ${violations.length}${violations
    .slice(0, SHOWN)
    .map((one) => `\n    ${one}`)
    .join("")}`;
};

interface Asked {
  readonly kills: number;
  readonly seed: number;
  readonly lanes: number;
  readonly pauseMs: number;
}

const whole = (name: string, text: string | undefined, usual: number): number => {
  const number = Number(text ?? usual);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`--${name} ${text}: a whole number from 1`);
};

const playSound = async (prepared: Prepared, asked: Asked): Promise<void> => {
  const played = await playKills(prepared, { ...asked, told: say });
  say(report(played));
  const late = firstAnswers(played).filter((ms) => ms > FIRST_ANSWER_MS).length;
  if (late > 0)
    say(`  ${late} restarts were answered first later than ${FIRST_ANSWER_MS / 1_000} s after they were ready`);
  if (played.violations.length > 0 || played.leftBehind > 0) throw new Error("the school did not survive its kills");
};

const playBroken = async (prepared: Prepared, names: readonly string[], asked: Asked): Promise<void> => {
  const unseen: string[] = [];
  for (const plant of names) {
    const { toll, violations } = await playKills(prepared, { ...asked, plant, told: () => {} });
    if (violations.length === 0) unseen.push(plant);
    const found = violations.length === 0 ? "NOT SEEN" : `seen, ${violations.length} violations`;
    say(
      `planted: ${plant}\n  ${sum(Object.values(toll))} kills; ${found}${violations[0] === undefined ? "" : `; ${violations[0]}`}`,
    );
  }
  if (unseen.length > 0) throw new Error(`not seen: ${unseen.join("; ")}`);
};

/**
 * Kills environments, engines and whole runtimes of living schools, then looks for what was lost, doubled or half done. Throws when
 * something was, or when a planted fault was not seen.
 */
export const benchKills = async (args: readonly string[]): Promise<void> => {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const options = { kills: text, seed: text, lanes: text, pause: text, broken: text, quick: flag, built: flag };
  const { values } = parseArgs({ args: [...args], options });
  const names = values.broken === "all" ? Object.keys(plants) : values.broken === undefined ? [] : [values.broken];
  const strange = names.find((name) => plants[name] === undefined);
  if (strange !== undefined)
    throw new Error(`--broken ${strange}: one of\n  ${Object.keys(plants).join("\n  ")}\n\n${USAGE}`);
  const volume = names.length > 0 ? VOLUMES.broken : values.quick ? VOLUMES.quick : VOLUMES.full;
  const asked = {
    kills: whole("kills", values.kills, volume),
    seed: whole("seed", values.seed, 2026),
    lanes: whole("lanes", values.lanes, 6),
    pauseMs: whole("pause", values.pause, 60),
  };
  say("bundling the functions");
  const prepared = await prepareAssembly(values.built);
  await (names.length > 0 ? playBroken(prepared, names, asked) : playSound(prepared, asked));
};
