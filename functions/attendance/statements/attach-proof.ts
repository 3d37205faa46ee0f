import { problem } from "@preau/contract";
import { isGuardianOf } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type { Objects } from "@preau/runtime/objects";
import { LostRace } from "@preau/store";
import type { attendanceContract } from "../contract.ts";
import { findStatement } from "./find-statement.ts";
import { proofKey } from "./proof.ts";
import type { StatementStore } from "./statement-store.ts";

interface Deps {
  readonly statements: Pick<StatementStore, "find" | "change">;
  readonly objects: Pick<Objects, "uploadUrl">;
  now(): Date;
}

/** Long enough for ten megabytes over a bad network. */
const UPLOAD_SECONDS = 900;

/** The author of a statement sends what proves it. Sent again before the school answers, the second file takes the place of the first. */
export const attachProof: Operation<typeof attendanceContract.routes.attachProof, Deps> = async (call, deps) => {
  const { schoolId, pupilId, statementId } = call.params;
  const { name, type, bytes } = call.body;
  if (!isGuardianOf(call.principal, schoolId, pupilId)) throw problem("not-found");
  const { school, record } = await findStatement(call.params, deps);
  if (record.by !== call.principal.accountId) throw problem("not-found");
  if (record.state !== "to-treat") throw problem("statement-decided");
  const proof = { name, type, bytes, at: deps.now().toISOString() };
  const terms = { contentType: type, bytes };
  const address = await deps.objects.uploadUrl(proofKey({ ...school, statementId }), UPLOAD_SECONDS, terms);
  const reply = { status: 201 as const, body: { schoolId, pupilId, statementId, proof, ...address } };
  try {
    await deps.statements.change(school, { ...record, proof, version: record.version + 1 }, call.remember(reply));
    return reply;
  } catch (error) {
    if (error instanceof LostRace) throw problem("version-conflict");
    throw error;
  }
};
