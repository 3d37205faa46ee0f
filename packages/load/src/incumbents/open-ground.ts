import { inventWorld } from "@preau/demo";
import { clientOf, type DemoClient } from "../../../demo/src/commands/client.ts";
import { signIn } from "../../../demo/src/sign-in.ts";
import { castOf } from "../people/cast.ts";
import { openAccounts } from "../people/open-accounts.ts";
import type { SchoolServer } from "../run/open-school-server.ts";
import type { Ground, Lesson } from "./shots.ts";

/** Enough of them that each asks a few times a second at most, as quick people would. */
const PUPILS = 64;
const PARENTS = 48;
const TEACHERS = 48;
/** As many as a page of the incumbents' inbox. */
const MESSAGES = 20;
const LESSONS_A_TEACHER = 2;

/** School life writes to the families of these classes as it would over a term, so that their page is full. */
const writeToFamilies = async (cpe: DemoClient, schoolId: string, classes: ReadonlySet<string>): Promise<void> => {
  const recipients = [...classes].map((audienceId) => ({ audienceId }));
  for (let sent = 1; sent <= MESSAGES; sent += 1)
    await cpe.notices.sendMessage({
      params: { schoolId },
      body: {
        recipients,
        subject: `Réunion de parents n° ${sent}`,
        text: "Bonjour,\n\n{enfant} ({classe}).\n\n{etablissement}",
      },
    });
};

/** Opens the accounts of pupils, parents and teachers of one school, with a day of lessons and a page of messages to read. */
export const openGround = async ({ runtime, state }: SchoolServer): Promise<Ground> => {
  const schoolId = state.people.find(({ part }) => part === "cpe")?.schoolId ?? "";
  const everybody = castOf(inventWorld(), Number.MAX_SAFE_INTEGER).filter((one) => one.schoolId === schoolId);
  const some = (part: string, count: number) =>
    everybody
      .filter((one) => one.part === part)
      .slice(0, count)
      .map(({ login }) => login);
  const logins = {
    pupil: some("pupil", PUPILS),
    guardian: some("guardian", PARENTS),
    teacher: some("teacher", TEACHERS),
  };
  const known = await openAccounts(runtime.endpoints.lambda, Object.values(logins).flat(), state.password);
  const tokenOf = async (login: string): Promise<string> =>
    (await signIn({ issuerUrl: state.issuerUrl, login, password: state.password })).accessToken;
  const tokensOf = async (part: keyof typeof logins) => {
    const tokens = [];
    for (const login of logins[part].filter((one) => known.has(one)))
      tokens.push({ login, token: await tokenOf(login) });
    return tokens;
  };
  const cpeLogin = state.people.find(({ part }) => part === "cpe")?.login ?? "";
  const cpe = await clientOf(state, cpeLogin, state.password);

  const classes = new Set<string>();
  const parents = [];
  for (const { login, token } of await tokensOf("guardian")) {
    const parent = await clientOf(state, login, state.password);
    const { children } = await parent.directory.readMe();
    const here = children.filter((child) => child.schoolId === schoolId);
    if (here.length === 0) continue;
    for (const { classId } of here) if (classId !== undefined) classes.add(classId);
    parents.push({
      token,
      schoolId,
      received: (await parent.notices.listReceivedMessages({ params: { schoolId } })).items.length,
    });
  }
  if (parents.some(({ received }) => received === 0)) await writeToFamilies(cpe, schoolId, classes);

  const lessons: Lesson[] = [];
  for (const { login, token } of await tokensOf("teacher")) {
    const teacher = await clientOf(state, login, state.password);
    const today = (await teacher.home.readHome()).lessons.filter(
      (one) => one.schoolId === schoolId && one.status !== "cancelled",
    );
    for (const { lessonId } of today.slice(0, LESSONS_A_TEACHER)) {
      const { version, pupils } = await teacher.attendance.readRollCall({ params: { schoolId, lessonId } });
      if (pupils.length > 0)
        lessons.push({ lessonId, schoolId, token, version, pupilIds: pupils.map(({ pupilId }) => pupilId) });
    }
  }
  const pupils = (await tokensOf("pupil")).map(({ token }) => token);
  return { origin: state.baseUrl, pupils, parents, lessons };
};
