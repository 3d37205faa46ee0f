import { type FieldError, problem } from "@preau/contract";
import { rolesIn } from "@preau/policy";
import type { Call, Operation } from "@preau/runtime";
import { LostRace } from "@preau/store";
import { authorIn, isAuthor } from "../author.ts";
import type { disciplineContract } from "../contract.ts";
import type { Settings } from "../school/settings.ts";
import { type IncidentStep, incidentOf, incidentStateAfter, type KeptIncident } from "./incident.ts";
import type { IncidentStore } from "./incident-store.ts";
import { wordsOf } from "./listed.ts";
import { type SeeingDeps, seenIncident } from "./seen-incident.ts";

type MoveIncident = typeof disciplineContract.routes.moveIncident;
type Body = Call<MoveIncident>["body"];

interface Deps extends SeeingDeps {
  readonly incidents: Pick<IncidentStore, "find" | "keep">;
}

const stepOf = (
  body: Body,
  settings: Settings,
  { partners }: KeptIncident,
): { readonly step: IncidentStep; readonly errors: readonly FieldError[] } => {
  if (body.step === "amend") {
    const { reason, description, time } = body;
    const { words, errors } = wordsOf(body, settings);
    const step = {
      step: "amend" as const,
      reason,
      ...words,
      ...(description && { description }),
      ...(time && { time }),
    };
    return { step, errors };
  }
  if (body.step !== "warn") return { step: body, errors: [] };
  const listed = partners.some(({ partnerId }) => partnerId === body.partnerId);
  const message = "Ce partenaire n’est pas de ceux que l’incident nomme.";
  return { step: body, errors: listed ? [] : [{ field: "body.partnerId", message }] };
};

/**
 * Corrects what was written (whoever reported it, until it is dealt with; CPE and head), or says what was done about it (CPE and head).
 * What was first written stays in the history.
 */
export const moveIncident: Operation<MoveIncident, Deps> = async (call, deps) => {
  const { schoolId, incidentId } = call.params;
  const { kept, decided } = await seenIncident(call.principal, call.params, deps);
  const current = incidentOf(kept);
  const roles = rolesIn(call.principal, schoolId);
  const leads = roles.includes("cpe") || roles.includes("head");
  const by = authorIn(call.principal, schoolId);
  const amends = call.body.step === "amend" && isAuthor(call.principal, schoolId, current.by);
  if (by === undefined || !(leads || amends)) throw problem("forbidden");
  if (call.body.version !== current.version) throw problem("version-conflict", { current });
  const { step, errors } = stepOf(call.body, decided.settings, kept);
  if (incidentStateAfter(current.state, step) === undefined) throw problem("incident-processed", { current });
  if (errors.length > 0) throw problem("invalid-request", { errors });
  const next: KeptIncident = { ...kept, steps: [...kept.steps, { ...step, by, at: deps.now().toISOString() }] };
  const reply = { status: 200 as const, body: incidentOf(next) };
  try {
    await deps.incidents.keep(next, call.remember(reply));
    return reply;
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    const found = await deps.incidents.find(schoolId, incidentId);
    throw problem("version-conflict", found && { current: incidentOf(found) });
  }
};
