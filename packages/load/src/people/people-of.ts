import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inventWorld } from "@preau/demo";
import { readDemoState } from "@preau/demo/commands/demo-state";
import { signIn } from "@preau/demo/sign-in";
import type { Ground, Target } from "../generator/scenario.ts";
import { clientFor } from "../surge/contracts.ts";
import { insist } from "../surge/insist.ts";
import { castOf } from "./cast.ts";
import { openAccounts } from "./open-accounts.ts";
import { type KeptTokens, kept, lasts, Session } from "./session.ts";
import { type Me, partOf, schoolOf, type VirtualPerson } from "./virtual-person.ts";

/** Everybody who works in the two schools, and this many pupils and guardians with them. */
export const PEOPLE = 300;

/** Runs last less than this: a token that serves longer needs no renewal before. */
const RUN_MS = 12 * 60_000;
const AT_ONCE = 4;

interface Credentials {
  readonly login: string;
  readonly password: string;
}

/** What is kept of people between two runs: nobody types a password twice. */
type Cache = Record<string, { readonly tokens: KeptTokens; readonly me: Me }>;

const cacheOf = ({ dataDir }: Target): string | undefined =>
  dataDir === undefined ? undefined : join(dataDir, "load-people.json");

const readCache = (target: Target): Cache => {
  const file = cacheOf(target);
  try {
    return file === undefined ? {} : JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return {};
  }
};

/** Keeps the tokens that people have now, after a run has renewed them; nothing for another target than this machine. */
export const keepPeople = (target: Target, people: readonly VirtualPerson[]): void => {
  const file = cacheOf(target);
  if (file === undefined) return;
  const cache = people.map(({ login, session, me }) => [login, { tokens: session.tokens, me }]);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(Object.fromEntries(cache)), { mode: 0o600 });
};

const eachOf = async <T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> => {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
};

/** The accounts of a runtime of this machine: those of its invented schools, given the password of its demo. */
const accountsHere = async ({ target, say }: Ground, known: Cache): Promise<readonly Credentials[]> => {
  const state = target.dataDir === undefined ? undefined : readDemoState(target.dataDir);
  if (state === undefined || target.controlUrl === undefined || !state.invented) return target.accounts;
  const { password } = state;
  const logins = castOf(inventWorld(), PEOPLE).map(({ login }) => login);
  const strangers = logins.filter((login) => known[login] === undefined);
  if (strangers.length > 0) say(`giving ${strangers.length} people of the two schools a password (once)`);
  const opened = await openAccounts(target.controlUrl, strangers, password);
  return logins
    .filter((login) => known[login] !== undefined || opened.has(login))
    .map((login) => ({ login, password }));
};

/** Tokens that last the run: those kept, else renewed, else by signing in. */
const tokensFor = async (
  { target, wire }: Ground,
  { login, password }: Credentials,
  known: KeptTokens | undefined,
): Promise<KeptTokens> => {
  const { issuerUrl } = target;
  if (known !== undefined) {
    if (lasts(known, RUN_MS)) return known;
    const session = new Session(issuerUrl, known);
    if ((await session.renew(wire.fetch)).ok) return session.tokens;
  }
  return kept(await signIn({ issuerUrl, login, password }));
};

/**
 * Signs in those who take part, through the real issuer, and reads who they are. On a runtime of this machine what is learnt is kept beside its
 * data, readable by its owner only, so that a second run begins at once. Throws when nobody can be signed in.
 */
export const peopleOf = async (ground: Ground): Promise<readonly VirtualPerson[]> => {
  const { target, wire, say } = ground;
  const known = readCache(target);
  const accounts = await accountsHere(ground, known);
  if (accounts.some(({ login }) => known[login] === undefined)) say(`signing in ${accounts.length} people`);
  const people = new Map<string, VirtualPerson>();
  await eachOf(accounts, async (account) => {
    const { login } = account;
    const tokens = await tokensFor(ground, account, known[login]?.tokens);
    const session = new Session(target.issuerUrl, tokens);
    const client = clientFor({ baseUrl: target.baseUrl, token: () => session.tokens.accessToken, ...wire });
    const me = known[login]?.me ?? (await insist(() => client.directory.readMe()));
    const [part, schoolId] = [partOf(me), schoolOf(me)];
    if (part !== undefined && schoolId !== undefined) people.set(login, { login, part, schoolId, me, session });
  });
  if (people.size === 0) throw new Error("nobody could be signed in: a load test needs accounts");
  // In the order of the accounts, whoever was signed in first: the same seed plays the same people.
  const inOrder = accounts.flatMap(({ login }) => people.get(login) ?? []);
  keepPeople(target, inOrder);
  return inOrder;
};
