import { setTimeout as delay } from "node:timers/promises";
import { accountIdOf } from "@preau/contract/derive-id";
import { signIn } from "@preau/demo/sign-in";
import { type Cast, playerOf, type Who } from "../histories/scene.ts";
import type { FallingSchool } from "./open-school.ts";

const PASSWORD = "cour-de-recreation";
const ROLES: Readonly<Record<Who, string>> = {
  teacher: "teacher",
  coTeacher: "teacher",
  cpe: "cpe",
  desk: "supervisor",
  family: "guardian",
};
/** Of its life, after which a token is renewed. */
const OLD = 0.6;

export const EVERYBODY = Object.keys(ROLES) as readonly Who[];

/** The account of a player, by which the school knows who sent a key. */
export const accountOf = (cast: Cast, who: Who): string => accountIdOf(playerOf(cast, who));

/** Opens the accounts of a cast, whose family answers for these children: again until it is done. */
const openAccounts = async (school: FallingSchool, cast: Cast, children: readonly string[]): Promise<void> => {
  const { schoolId, name } = cast;
  const accounts = EVERYBODY.map((who) => ({
    login: `${name}-${who}`,
    password: PASSWORD,
    personId: playerOf(cast, who),
    memberships: [{ schoolId, role: ROLES[who] }],
    ...(who === "family" && { children: children.map((pupilId) => ({ schoolId, pupilId })) }),
  }));
  for (;;) {
    try {
      const { invoke } = await school.up();
      return void (await invoke("identity-setPasswords", { accounts }));
    } catch {
      await delay(300);
    }
  }
};

/** Tokens of the players, by account; whoever is asked for is signed in through the school's own door, as often as it takes. */
export const signPeopleIn = (school: FallingSchool) => {
  const logins = new Map<string, string>();
  const tokens = new Map<string, { readonly until: number; readonly token: Promise<string> }>();
  const enter = async (login: string): Promise<{ readonly accessToken: string; readonly expiresIn: number }> => {
    for (;;) {
      await school.up();
      try {
        return await signIn({ issuerUrl: school.identityUrl, login, password: PASSWORD });
      } catch {
        // Somebody was killed on the way: the person tries again.
        await delay(300);
      }
    }
  };
  return {
    /** Gives the players of a cast their accounts. */
    enrol: async (cast: Cast, children: readonly string[]): Promise<void> => {
      await openAccounts(school, cast, children);
      for (const who of EVERYBODY) logins.set(accountOf(cast, who), `${cast.name}-${who}`);
    },
    tokenOf: async (accountId: string): Promise<string> => {
      const known = tokens.get(accountId);
      if (known !== undefined && known.until > performance.now()) return known.token;
      const login = logins.get(accountId);
      if (login === undefined) throw new Error("nobody plays that account");
      const entering = enter(login);
      const token = entering.then(({ accessToken }) => accessToken);
      tokens.set(accountId, { until: Number.POSITIVE_INFINITY, token });
      const { expiresIn } = await entering;
      tokens.set(accountId, { until: performance.now() + expiresIn * 1_000 * OLD, token });
      return token;
    },
    /** The token was refused: the next question asks for another. */
    forget: (accountId: string): void => void tokens.delete(accountId),
  };
};

export type SignedIn = ReturnType<typeof signPeopleIn>;
