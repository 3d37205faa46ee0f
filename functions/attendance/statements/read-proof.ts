import { problem } from "@preau/contract";
import { followsSchoolLife, isGuardianOf } from "@preau/policy";
import type { Operation } from "@preau/runtime";
import type { Objects } from "@preau/runtime/objects";
import type { attendanceContract } from "../contract.ts";
import { findStatement } from "./find-statement.ts";
import { HEAD_BYTES, isWhatItSays, proofKey } from "./proof.ts";
import type { StatementStore } from "./statement-store.ts";

interface Deps {
  readonly statements: Pick<StatementStore, "find">;
  readonly objects: Pick<Objects, "sizeOf" | "read" | "downloadUrl">;
  now(): Date;
}

/** Long enough to click, too short to pass on. */
const DOWNLOAD_SECONDS = 300;

/** The first bytes of a file; the rest is not fetched. */
const headOf = async (key: string, objects: Pick<Objects, "read">): Promise<Uint8Array> => {
  let head = new Uint8Array(0);
  for await (const chunk of objects.read(key)) {
    head = new Uint8Array([...head, ...chunk.subarray(0, HEAD_BYTES)]);
    if (head.length >= HEAD_BYTES) break;
  }
  return head;
};

/** Where school life, or the author of the statement, fetches the proof. A file that is not of the type it was announced as is given to nobody. */
export const readProof: Operation<typeof attendanceContract.routes.readProof, Deps> = async (call, deps) => {
  const { schoolId, pupilId, statementId } = call.params;
  const inside = followsSchoolLife(call.principal, schoolId);
  if (!inside && !isGuardianOf(call.principal, schoolId, pupilId)) throw problem("not-found");
  const { school, record } = await findStatement(call.params, deps);
  const { proof } = record;
  if (proof === undefined || !(inside || record.by === call.principal.accountId)) throw problem("not-found");
  const key = proofKey({ ...school, statementId });
  if ((await deps.objects.sizeOf(key)) !== proof.bytes) throw problem("proof-awaited");
  if (!isWhatItSays(await headOf(key, deps.objects), proof.type)) throw problem("proof-unreadable");
  const address = await deps.objects.downloadUrl(key, DOWNLOAD_SECONDS, proof.name);
  return { status: 200, body: { schoolId, pupilId, statementId, proof, ...address } };
};
