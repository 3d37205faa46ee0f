import { personIdOf } from "@preau/contract/derive-id";
import { SchoolId } from "@preau/contract/ids";
import { setup } from "../../../../test/support/engine.ts";
import type { Door } from "./compare-times.ts";

/** Tries on one name before its owner would be asked to wait: the answer to time is the ordinary refusal. */
const TRIES_A_NAME = 4;

/** Enough names for every try of the longest series. */
const NAMES = 520;

const four = (rank: number): string => String(rank).padStart(4, "0");
const nameOf = (kind: "known" | "unknown", rank: number): string =>
  `${kind === "known" ? "alix" : "elie"}.p${four(Math.floor(rank / TRIES_A_NAME) % NAMES)}`;

/** How an application asks for a sign-in; nobody will redeem the code. */
const AUTHORIZE = `/authorize?${new URLSearchParams({
  client_id: "preau-cli",
  response_type: "code",
  redirect_uri: "http://127.0.0.1:43210/callback",
  scope: "openid profile offline_access preau",
  state: "bench",
  code_challenge: "A".repeat(43),
  code_challenge_method: "S256",
})}`;

type World = Awaited<ReturnType<typeof import("../../../../functions/identity/testing/world.ts")["openWorld"]>>;

/** People with a login, a password, a printed code and a mailbox; nobody is called Élie. */
const settle = async (world: World, codeDigest: (login: string, code: string) => string, hash: string) => {
  for (let start = 0; start < NAMES; start += 50)
    await world.peopleChanged({
      schoolId: SchoolId.parse("0990001N"),
      schoolYear: 2026,
      people: Array.from({ length: Math.min(50, NAMES - start) }, (_, rank) => ({
        personId: personIdOf("bench", String(start + rank)),
        version: 1,
        givenName: "Alix",
        familyName: `P${four(start + rank)}`,
        roles: ["guardian" as const],
        children: [],
        present: true,
        mail: `alix.p${four(start + rank)}@example.org`,
      })),
    });
  for (let rank = 0; rank < NAMES; rank++) {
    const login = `alix.p${four(rank)}`;
    await world.logins.setPassword(login, hash);
    await world.codes.keep(login, "printed", codeDigest(login, "K7MR-PQ2X-9DTF"));
  }
};

/** Every door where somebody types a name: the functions of identity in this process, their table on the embedded engine. */
export const openDoors = async (): Promise<{ readonly doors: readonly Door[]; stop(): Promise<void> }> => {
  process.env.POWERTOOLS_LOG_LEVEL = "SILENT";
  const stop = await setup();
  const [{ openWorld }, { codeDigest }, { hashPassword }] = await Promise.all([
    import("../../../../functions/identity/testing/world.ts"),
    import("../../../../functions/identity/activation/access-code.ts"),
    import("../../../../functions/identity/password.ts"),
  ]);
  const world = await openWorld();
  await settle(world, codeDigest, await hashPassword("girafe velours tambour"));
  const browser = world.newBrowser();
  let page = "";
  const door = (name: string, pathOf: () => string, form: (typed: string) => Record<string, string>): Door => ({
    name,
    begin: async () => {
      // Tries are forgotten after a day; a sign-in is asked for anew.
      world.clock.ahead += 86_401;
      page = (await browser.send("GET", AUTHORIZE)).location;
    },
    try: async (kind, rank) => {
      const typed = nameOf(kind, rank);
      const { status, body } = await browser.send("POST", pathOf(), form(typed));
      return `${status} ${body.replaceAll(typed, "…").replaceAll(page, "…")}`;
    },
  });
  return {
    doors: [
      door(
        "password",
        () => page,
        (login) => ({ login, password: "pas le bon" }),
      ),
      door(
        "code",
        () => "/activation",
        (login) => ({ step: "code", login, code: "ABCD-EFGH-JKMN" }),
      ),
      door(
        "forgotten, by login",
        () => "/forgotten",
        (typed) => ({ typed }),
      ),
      door(
        "forgotten, by mailbox",
        () => "/forgotten",
        (login) => ({ typed: `${login}@example.org` }),
      ),
    ],
    stop,
  };
};
