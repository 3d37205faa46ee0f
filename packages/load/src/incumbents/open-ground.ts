import { addDays } from "@preau/calendar";
import { inventWorld } from "@preau/demo";
import { clientWith, type DemoClient } from "@preau/demo/commands/client";
import { type DemoState, readDemoState } from "@preau/demo/commands/demo-state";
import { signIn } from "@preau/demo/sign-in";
import type { Target } from "../generator/scenario.ts";
import { castOf } from "../people/cast.ts";
import { openAccounts } from "../people/open-accounts.ts";
import type { Ground, Lesson } from "./shots.ts";

/** Enough of them that each asks a few times a second at most, as quick people would. */
const MOST = { pupil: 64, guardian: 48, teacher: 120 } as const;
/** As many as a page of the incumbents' inbox. */
const MESSAGES = 20;
/** The days before, of which a teacher may still call the roll: so many lessons that hardly any is called twice, as in a school. */
const PAST_DAYS = 7;

interface Signed {
  readonly schoolId: string;
  readonly token: string;
  readonly client: DemoClient;
}

const signedIn = async (state: DemoState, login: string, schoolId: string): Promise<Signed> => {
  const { accessToken } = await signIn({ issuerUrl: state.issuerUrl, login, password: state.password });
  return { schoolId, token: accessToken, client: clientWith(state, accessToken) };
};

/** School life writes to the families of these classes as it would over a term, so that their page is full. */
const writeToFamilies = async ({ client, schoolId }: Signed, classes: ReadonlySet<string>): Promise<void> => {
  const recipients = [...classes].map((audienceId) => ({ audienceId }));
  for (let sent = 1; sent <= MESSAGES; sent += 1) {
    const body = {
      recipients,
      subject: `Réunion n° ${sent}`,
      text: "Bonjour,\n\n{enfant} ({classe}).\n\n{etablissement}",
    };
    await client.notices.sendMessage({ params: { schoolId }, body });
  }
};

const withMessages = async (parents: readonly Signed[], cpe: Signed): Promise<readonly Signed[]> => {
  const classes = new Set<string>();
  let empty = 0;
  for (const { client, schoolId } of parents) {
    const { children } = await client.directory.readMe();
    for (const child of children) if (child.schoolId === schoolId && child.classId) classes.add(child.classId);
    empty += (await client.notices.listReceivedMessages({ params: { schoolId } })).items.length === 0 ? 1 : 0;
  }
  // One whose children are in no class of this school stays without.
  if (empty > parents.length / 2) await writeToFamilies(cpe, classes);
  return parents;
};

const lessonsOf = async ({ client, schoolId, token }: Signed): Promise<readonly Lesson[]> => {
  const { day } = (await client.home.readHome()).now;
  const query = { from: addDays(day, -PAST_DAYS), to: addDays(day, -1) };
  const { items } = await client.timetable.readLessons({ params: { schoolId }, query });
  const held = items.filter(({ status }) => status !== "cancelled");
  const sheets = held.map(async ({ lessonId }) => {
    const { version, pupils } = await client.attendance.readRollCall({ params: { schoolId, lessonId } });
    return { lessonId, schoolId, token, version, pupilIds: pupils.map(({ pupilId }) => pupilId) };
  });
  return (await Promise.all(sheets)).filter(({ pupilIds }) => pupilIds.length > 0);
};

/** Opens the accounts of pupils, parents and teachers, with the lessons of a week and a page of messages to read. */
export const openGround = async ({ baseUrl, controlUrl = "", dataDir = "" }: Target): Promise<Ground> => {
  const state = readDemoState(dataDir);
  const cpe = state?.people.find(({ part }) => part === "cpe");
  if (state === undefined || cpe === undefined) throw new Error("the server has no demo school");
  const everybody = castOf(inventWorld(), Number.MAX_SAFE_INTEGER);
  const some = (part: keyof typeof MOST, schoolId?: string) =>
    everybody.filter((one) => one.part === part && one.schoolId === (schoolId ?? one.schoolId)).slice(0, MOST[part]);
  const cast = { pupil: some("pupil"), guardian: some("guardian", cpe.schoolId), teacher: some("teacher") };
  const known = await openAccounts(
    controlUrl,
    Object.values(cast)
      .flat()
      .map(({ login }) => login),
    state.password,
  );
  const signed = async (part: keyof typeof MOST): Promise<readonly Signed[]> => {
    const people = [];
    for (const { login, schoolId } of cast[part])
      if (known.has(login)) people.push(await signedIn(state, login, schoolId));
    return people;
  };
  const lessons: Lesson[] = [];
  for (const teacher of await signed("teacher")) lessons.push(...(await lessonsOf(teacher)));
  const parents = await withMessages(await signed("guardian"), await signedIn(state, cpe.login, cpe.schoolId));
  return {
    origin: baseUrl,
    pupils: (await signed("pupil")).map(({ token }) => token),
    parents: parents.map(({ token, schoolId }) => ({ token, schoolId })),
    lessons,
  };
};
