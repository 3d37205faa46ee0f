import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type School, startSchool } from "./fixture/start-school.ts";
import { startLocal } from "./start-local.ts";

let school: School;
beforeAll(async () => {
  school = await startSchool({ clockOffsetMs: 3_600_000 });
});
beforeEach(() => school.forget());
afterAll(() => school.stop());

describe("the runtime", () => {
  it("tells functions, tables, outputs and addresses", () => {
    expect(school.runtime().functions).toEqual(["issuer", "publisher", "consumer", "edge"]);
    expect(school.runtime().tables).toEqual({ Table: "absences" });
    expect([school.runtime().output("identity:IssuerUrl"), school.runtime().output("IssuerUrl")]).toEqual([
      school.runtime().identityUrl,
      school.runtime().identityUrl,
    ]);
    expect(() => school.runtime().output("nothing")).toThrow("nothing");
  });

  it("gives a function its variables and nothing of this machine", async () => {
    const variables: unknown = await school.runtime().invoke("edge", { action: "env" });
    expect(variables).toMatchObject({
      TABLE_NAME: "absences",
      AWS_REGION: "eu-west-3",
      AWS_LAMBDA_FUNCTION_NAME: "edge",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
      AWS_ENDPOINT_URL_DYNAMODB: school.runtime().endpoints.dynamodb,
      AWS_ENDPOINT_URL_S3: school.runtime().endpoints.s3,
      AWS_ENDPOINT_URL_SQS: school.runtime().endpoints.sqs,
      AWS_ENDPOINT_URL_EVENTBRIDGE: school.runtime().endpoints.events,
      AWS_ENDPOINT_URL_LAMBDA: school.runtime().endpoints.lambda,
      PREAU_CLOCK_OFFSET_MS: "3600000",
      TZ: ":UTC",
    });
    for (const name of ["HOME", "VITEST", "USER", "NODE_OPTIONS"]) expect(variables).not.toHaveProperty(name);
  });

  it("refuses a data directory that another runtime uses", async () => {
    await expect(startLocal({ assembly: school.assembly, dataDir: join(school.directory, "data") })).rejects.toThrow(
      "Préau already runs",
    );
  });

  it("killed outright in the middle of its work, loses nothing that was acknowledged", {
    timeout: 30_000,
  }, async () => {
    const program = new URL("./fixture/run-and-write.ts", import.meta.url);
    const child = fork(program, [school.assembly, join(school.directory, "killed")], { stdio: "ignore" });
    const [acknowledged] = await once(child, "message");
    child.kill("SIGKILL");
    await once(child, "exit");
    const again = await startLocal({ assembly: school.assembly, dataDir: join(school.directory, "killed") });
    await again.idle();
    await again.stop();
    expect(new Set(school.notes())).toEqual(new Set(acknowledged));
  });

  it("stops with everything it started, and finds its data again", { timeout: 30_000 }, async () => {
    const { edgeUrl, endpoints } = school.runtime();
    await school.runtime().invoke("edge", put("lea"));
    await school.runtime().stop();
    for (const url of [edgeUrl, ...Object.values(endpoints)]) await expect(fetch(url)).rejects.toThrow("fetch failed");
    await school.restart();
    await school.runtime().invoke("edge", put("tom"));
    await school.runtime().idle();
    // A queue keeps no order: what waited over the restart may come after what was put since.
    expect(school.notes().sort()).toEqual(["lea absent", "tom absent"]);
  });
});

function put(pupilId: string) {
  return { routeKey: "PUT /v1/absences/{pupilId}", pathParameters: { pupilId }, body: '{"kind":"absent"}' };
}
