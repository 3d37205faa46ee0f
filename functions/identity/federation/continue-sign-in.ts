import { log } from "@preau/runtime/logger";
import { LostRace } from "@preau/store/lost-race";
import { acceptSignIn, deviceIdOf } from "../accept-sign-in.ts";
import { type Account, nameOf, standsSince } from "../account.ts";
import { type CheckDeps, checkPassword } from "../check-password.ts";
import { type HttpReply, pageReply } from "../http/reply.ts";
import { formOf, type HttpRequest } from "../http/request.ts";
import { type Interaction, interactionOf } from "../interaction.ts";
import { typedLogin } from "../login.ts";
import { expiredPage } from "../pages/message-page.ts";
import type { Federated } from "../store/federated.ts";
import type { Records } from "../store/records.ts";
import { choicePage } from "./choice-page.ts";
import type { FederatedIdentity } from "./federated-identity.ts";
import { type CandidateDeps, findCandidates } from "./find-candidates.ts";
import { sameNames } from "./names.ts";
import { unknownPersonPage } from "./pages.ts";
import { proofPage } from "./proof-page.ts";
import { rememberReturn } from "./return-address.ts";
import { type Ticket, ticketOf } from "./ticket.ts";

export interface ContinueDeps extends CandidateDeps, CheckDeps {
  readonly records: Pick<Records, "find" | "amend" | "consume">;
  readonly federated: Pick<Federated, "accountOf" | "remember">;
  cookieKeys(): Promise<readonly string[]>;
  newId(): string;
  /** Whether cookies travel over HTTPS only. */
  readonly secure: boolean;
}

/** One sign-in on its way: the request, what this browser began, and what the federation said. */
interface Way extends Ticket {
  readonly request: HttpRequest;
  readonly interaction: Interaction;
  readonly ticketId: string;
}

const accept = async (way: Way, accountId: string, deps: ContinueDeps): Promise<HttpReply> => {
  const used = await deps.records.consume("FederationTicket", way.ticketId).then(
    () => false,
    (error) => {
      if (error instanceof LostRace) return true;
      throw error;
    },
  );
  if (used) return pageReply(400, expiredPage());
  const deviceId = deviceIdOf(way.request, deps);
  const reply = await acceptSignIn(way.interaction, { accountId, deviceId, amr: "fed" }, deps);
  const returns = await rememberReturn(way.identity.returnUrl, deps);
  return { ...reply, cookies: [...(reply.cookies ?? []), returns] };
};

const remember = async ({ source, subject }: FederatedIdentity, accountId: string, deps: ContinueDeps) => {
  if (subject !== undefined) await deps.federated.remember(source, subject, accountId);
  log("info", "federation-linked", { step: source, accountId });
};

const rememberedIn = async ({ source, subject }: FederatedIdentity, deps: ContinueDeps): Promise<string | undefined> =>
  subject === undefined ? undefined : deps.federated.accountOf(source, subject);

const matched = async (way: Way, chosen: string | undefined, deps: ContinueDeps): Promise<HttpReply> => {
  const { identity, interaction, request } = way;
  const candidates = await findCandidates(identity, deps);
  const [only, ...others] = candidates;
  if (only === undefined) {
    log("warn", "federation-unmatched", { step: identity.source });
    return pageReply(403, unknownPersonPage(identity.source));
  }
  if (others.length === 0) return accept(way, only.account.accountId, deps);
  const isCandidate = (id: string | undefined) => candidates.some(({ account }) => account.accountId === id);
  if (chosen !== undefined && isCandidate(chosen)) {
    await remember(identity, chosen, deps);
    return accept(way, chosen, deps);
  }
  const known = await rememberedIn(identity, deps);
  if (known !== undefined && isCandidate(known)) return accept(way, known, deps);
  return pageReply(200, choicePage(request.rawPath, candidates), interaction.formTargets);
};

const isPerson = (account: Account, identity: FederatedIdentity): boolean =>
  sameNames(nameOf(account), identity) &&
  account.attachments.every(({ birthDate = identity.birthDate }) => birthDate === identity.birthDate);

const NOT_YOU =
  "Ce compte n’est pas au nom que FranceConnect nous donne. Utilisez le vôtre, ou adressez-vous au secrétariat.";

const proved = async (way: Way, form: URLSearchParams | undefined, deps: ContinueDeps): Promise<HttpReply> => {
  const { identity, interaction, request } = way;
  const known = await rememberedIn(identity, deps);
  const account = known === undefined ? undefined : await deps.accounts.find(known);
  if (account !== undefined && standsSince(account, deps.now())) return accept(way, account.accountId, deps);

  const asked = { path: request.rawPath, activationPath: `/sign-in/${interaction.uid}/activation` };
  if (form === undefined) {
    const [likely, ...others] = await findCandidates(identity, deps);
    const { login } = others.length === 0 ? (likely?.account ?? {}) : {};
    return pageReply(200, proofPage({ ...asked, ...(login && { login }) }), interaction.formTargets);
  }
  const login = typedLogin(form.get("login") ?? "");
  const password = (form.get("password") ?? "").slice(0, 200);
  const checked = await checkPassword({ login, password, deviceId: deviceIdOf(request, deps) }, deps);
  if ("account" in checked && isPerson(checked.account, identity)) {
    await remember(identity, checked.account.accountId, deps);
    return accept(way, checked.account.accountId, deps);
  }
  const { status, error } = "account" in checked ? { status: 403, error: NOT_YOU } : checked;
  return pageReply(status, proofPage({ ...asked, login, error }), interaction.formTargets);
};

/**
 * Goes on with a sign-in once a federation has spoken, in the browser that began it and nowhere else: leads to the person's
 * account, lets them choose between several, or, for FranceConnect, has them prove once which is theirs.
 */
export const continueSignIn = async (request: HttpRequest, deps: ContinueDeps): Promise<HttpReply> => {
  const interaction = await interactionOf(request, { records: deps.records, cookieKeys: await deps.cookieKeys() });
  const ticketId = request.pathParameters?.ticket ?? "";
  const ticket = interaction && (await ticketOf(ticketId, interaction.uid, deps.records));
  if (interaction === undefined || ticket === undefined) return pageReply(400, expiredPage());
  const way: Way = { ...ticket, request, interaction, ticketId };
  const form = request.requestContext.http.method === "POST" ? formOf(request) : undefined;
  return ticket.identity.source === "franceconnect"
    ? proved(way, form, deps)
    : matched(way, form?.get("account") ?? undefined, deps);
};
