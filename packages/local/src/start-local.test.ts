import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { writeSchoolAssembly } from "./fixture/school-assembly.ts";
import { type LocalRuntime, startLocal } from "./start-local.ts";

const directory = mkdtempSync(join(tmpdir(), "preau-local-test-"));
const notesFile = join(directory, "notes");
const keys = await generateKeyPair("RS256");
let runtime: LocalRuntime;

beforeAll(async () => {
  const jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: "k1", alg: "RS256" }] };
  const assembly = writeSchoolAssembly(join(directory, "cdk.out"), { jwks, notesFile });
  runtime = await startLocal({ assembly, dataDir: join(directory, "data"), onLine: console.log });
});
afterAll(async () => {
  await runtime?.stop();
  rmSync(directory, { recursive: true, force: true });
});

describe("a school on one machine", () => {
  it("carries an absence from the gateway to the consumer of its event", async () => {
    const reply = await put("lea", "absent");
    expect(reply.status).toBe(204);
    await runtime.idle();
    expect(notes()).toContain("lea absent");
  });
});

async function put(pupilId: string, kind: string): Promise<Response> {
  return fetch(`${runtime.edgeUrl}/v1/absences/${pupilId}`, {
    method: "PUT",
    headers: { authorization: `Bearer ${await token()}`, "content-type": "application/json" },
    body: JSON.stringify({ kind }),
  });
}

function token(): Promise<string> {
  return new SignJWT({ sub: "acc_1", scope: "preau" })
    .setProtectedHeader({ alg: "RS256", kid: "k1" })
    .setIssuer(runtime.identityUrl)
    .setAudience("preau-api")
    .setIssuedAt()
    .setExpirationTime("15m")
    .sign(keys.privateKey);
}

function notes(): string[] {
  return readFileSync(notesFile, "utf8").trim().split("\n");
}
