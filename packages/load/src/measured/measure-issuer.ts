import { createHash, randomBytes } from "node:crypto";
import { browser } from "../../../../functions/identity/testing/browser.ts";
import { gateway, type Handler } from "../../../../functions/identity/testing/gateway.ts";
import { ISSUER, openWorld, SOLENE } from "../../../../functions/identity/testing/world.ts";
import { runOf } from "./average.ts";
import type { MeasuredOperation } from "./measured.ts";
import type { MeasuredCell } from "./open-measured-cell.ts";
import type { Invocation } from "./start-function.ts";

const CLIENT = "preau-cli";
const CALLBACK = "http://127.0.0.1:43210/callback";
const [ISSUER_FUNCTION, SIGN_IN] = ["identity-issuer", "identity-signIn"];

/** Tries on one account in a row before it is asked to wait. */
const SIGN_INS = 4;

interface Heard {
  readonly fresh: readonly Invocation[];
  readonly one: readonly Invocation[];
  readonly many: readonly Invocation[];
}

const measuredOf = (
  named: Pick<MeasuredOperation, "operation" | "function" | "route" | "priority">,
  heard: Heard,
): MeasuredOperation => ({
  ...named,
  asked: runOf(named.function, heard),
  caused: [],
  effects: { events: 0, left: 0, mailsAndSms: 0 },
});

/**
 * The issuer's two operations that everybody makes: an app renews its token, and somebody types a password (which is scrypt, on purpose
 * dear). The other steps of a sign-in are redirections of the issuer.
 */
export const measureIssuer = async (
  { openAside, record, wire }: Pick<MeasuredCell, "openAside" | "record" | "wire">,
  { calls, warmUp }: { readonly calls: number; readonly warmUp: number },
): Promise<readonly MeasuredOperation[]> => {
  const world = await openWorld();
  await world.setPasswords(SOLENE);
  const variables = {
    TABLE_NAME: world.table,
    CAPABILITY: "identity",
    ISSUER_URL: ISSUER,
    SWITCHBOARD_TABLE: world.switchboardTable,
  };
  const [issuer, signIn] = [await openAside(ISSUER_FUNCTION, variables), await openAside(SIGN_IN, variables)];
  const find = gateway({ issuer: issuer as Handler, signIn: signIn as Handler });
  const enter = async (): Promise<string> => {
    const me = browser(ISSUER, find);
    const verifier = randomBytes(32).toString("base64url");
    const query = new URLSearchParams({
      client_id: CLIENT,
      response_type: "code",
      redirect_uri: CALLBACK,
      scope: "openid profile offline_access preau",
      state: "measured",
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
    });
    const { location: page } = await me.send("GET", `/authorize?${query}`);
    const typed = await me.send("POST", page, { login: SOLENE.login, password: SOLENE.password });
    const back = await me.send("GET", typed.location);
    const code = new URL(back.location).searchParams.get("code") ?? "";
    return tokenOf({
      grant_type: "authorization_code",
      client_id: CLIENT,
      redirect_uri: CALLBACK,
      code,
      code_verifier: verifier,
    });
  };
  const app = browser(ISSUER, find);
  const tokenOf = async (form: Readonly<Record<string, string>>): Promise<string> => {
    const { status, body } = await app.send("POST", "/token", form);
    const { refresh_token: token }: { refresh_token?: string } = JSON.parse(body);
    if (status !== 200 || token === undefined) throw new Error(`the issuer answered ${status}: ${body}`);
    return token;
  };
  const entered = { fresh: await record(enter), one: [] as readonly Invocation[], many: [] as readonly Invocation[] };
  wire.slow = true;
  entered.one = await record(enter);
  wire.slow = false;
  let token = "";
  entered.many = await record(async () => {
    for (let turn = 0; turn < SIGN_INS; turn += 1) token = await enter();
  });
  const renew = async (): Promise<void> => {
    token = await tokenOf({ grant_type: "refresh_token", client_id: CLIENT, refresh_token: token });
  };
  const several = async (count: number): Promise<void> => {
    for (let turn = 0; turn < count; turn += 1) await renew();
  };
  const warm = await record(() => several(warmUp));
  wire.slow = true;
  const one = await record(renew);
  wire.slow = false;
  const many = await record(() => several(calls));
  return [
    measuredOf(
      { operation: "identity.renewToken", function: ISSUER_FUNCTION, route: "POST /token", priority: "essential" },
      // The first invocation of the issuer was the first step of a sign-in: it opens and compiles the same things.
      { fresh: [...entered.fresh, ...warm], one, many },
    ),
    measuredOf(
      { operation: "identity.signIn", function: SIGN_IN, route: "POST /sign-in/{uid}", priority: "essential" },
      entered,
    ),
  ];
};
