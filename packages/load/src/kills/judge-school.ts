import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { checkDays } from "../histories/check-days.ts";
import { checkRegister, type Kept } from "../histories/check-register.ts";
import { type KeptItem, keptItems } from "../histories/kept-items.ts";
import { partitionsOf } from "../histories/partitions-of.ts";
import type { Scene } from "../histories/scene.ts";
import { askAgain } from "./ask-again.ts";
import { checkFollowers, checkHome, checkNotices, checkWords } from "./check-after.ts";
import { deadLettersOf } from "./dead-letters.ts";
import type { Lived } from "./live-scene.ts";
import { checkBoard, checkSheet } from "./look-after.ts";
import type { Door } from "./open-door.ts";
import type { FallingSchool } from "./open-school.ts";

const AT_ONCE = 6;
/** Of what was acknowledged, one in so many is sent again; of what was not, everything. */
const SENT_AGAIN = 5;

/** Runs a task for each, so many at a time. */
export const eachOf = async <T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<readonly R[]> => {
  const done: R[] = [];
  const left = items.entries();
  const lane = async (): Promise<void> => {
    for (const [index, item] of left) done[index] = await run(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return done;
};

const settle = async ({ scene, history, words }: Lived, door: Door, tick: () => number) => {
  const violations: string[] = [];
  const again = async <S extends Parameters<typeof askAgain>[0]>(all: readonly S[]): Promise<readonly S[]> => {
    const known: S[] = [];
    for (const [index, one] of all.entries()) {
      const isAsked = one.outcome === "unknown" || (one.outcome === "done" && index % SENT_AGAIN === 0);
      const { sent, violations: wrong } = isAsked
        ? await askAgain(one, scene, door, tick)
        : { sent: one, violations: [] };
      known.push(sent);
      violations.push(...wrong);
    }
    return known;
  };
  const settled: Lived = {
    scene,
    history: { ...history, deeds: await again(history.deeds) },
    words: await again(words),
  };
  return { settled, violations };
};

type Table = ReadonlyMap<string, readonly KeptItem[]>;

const readTables = async (endpoint: string): Promise<Readonly<Record<"attendance" | "notices" | "home", Table>>> => {
  const client = new DynamoDBClient({
    endpoint,
    region: "eu-west-3",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const read = (capability: string) => keptItems(`preau-local-${capability}`, DynamoDBDocumentClient.from(client));
  const [attendance, notices, home] = await Promise.all([read("attendance"), read("notices"), read("home")]);
  client.destroy();
  return { attendance, notices, home };
};

const by = (table: Table, of: (item: KeptItem) => unknown) => Map.groupBy([...table.values()].flat(), of);

/**
 * Judges a school once nobody is killed any more: what nobody answered is asked again, everything that moves comes to rest, then each
 * scene is checked on what was answered, on what lies in the tables, and on what the school shows. Says what is wrong, in sentences.
 */
export const judgeSchool = async (
  lived: readonly Lived[],
  { school, door, tick }: { readonly school: FallingSchool; readonly door: Door; readonly tick: () => number },
): Promise<{ readonly settled: readonly Lived[]; readonly violations: readonly string[] }> => {
  const asked = await eachOf(lived, (one) => settle(one, door, tick));
  const settled = asked.map((one) => one.settled);
  const { idle, endpoints } = await school.up();
  await idle();
  const { attendance, notices, home } = await readTables(endpoints.dynamodb);
  const keptOf = ({ scene, history }: Lived): Kept => [
    ...partitionsOf(scene, history).flatMap((pk) => attendance.get(pk) ?? []),
    ...scene.pupilIds.flatMap((pupilId) => tallies.get(pupilId) ?? []),
  ];
  const tallies = Map.groupBy(
    [...attendance.values()].flat().filter(({ _et }) => _et === "tally"),
    ({ pupilId }) => pupilId,
  );
  const noticesOf = by(notices, ({ pupilId }) => pupilId);
  const calledAt = by(home, ({ l }) => l);
  const allNotices = [...notices.values()].flat();
  const allStatements = [...attendance.values()].flat().filter(({ _et }) => _et === "statement");
  const scenes = await eachOf(settled, async (one) => {
    const { scene, history, words } = one;
    const kept = keptOf(one);
    const told = scene.pupilIds.flatMap((pupilId) => noticesOf.get(pupilId) ?? []);
    const notes = [...kept.filter(({ _et }) => _et === "follow-up"), ...allStatements];
    return [
      ...checkRegister(scene, history, kept),
      ...checkDays(scene, history, kept),
      ...checkWords(words, notes, allNotices),
      ...checkNotices(scene, kept, told),
      ...checkFollowers(scene, kept, told),
      ...checkHome(scene, kept, calledAt.get(scene.lessonId) ?? []),
      ...(await checkSheet(scene, kept, door)),
    ].map((wrong) => `class ${scene.index}: ${wrong}`);
  });
  const livedIn = Map.groupBy(settled, ({ scene }) => scene.schoolId);
  const boards = await eachOf([...livedIn.values()], (ofSchool) => {
    const keptBy = new Map<Scene, Kept>(ofSchool.map((one) => [one.scene, keptOf(one)]));
    return checkBoard([...keptBy.keys()], (scene) => keptBy.get(scene) ?? [], door);
  });
  const dead = await deadLettersOf(endpoints.sqs);
  return {
    settled,
    violations: [...asked.flatMap((one) => one.violations), ...scenes.flat(), ...boards.flat(), ...dead],
  };
};
