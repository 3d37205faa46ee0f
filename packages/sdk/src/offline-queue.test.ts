import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ApiProblem } from "./api-problem.ts";
import { createOfflineQueue, type QueueStorage } from "./offline-queue.ts";

const refusal = (status: number, code: string) =>
  new ApiProblem({ type: `urn:preau:problem:${code}`, title: "", status, code, correlationId: "" });
const rollCall = { params: { lessonId: "les_1" }, body: { absent: ["per_1"] } };
const mark = { params: { pupilId: "per_1" }, body: { mark: 14 } };
const comment = { params: { pupilId: "per_1" }, body: { text: "Bon trimestre." } };

/** A school that answers as told, and remembers each command once, by its key. */
const school = () => {
  const kept = new Map<string, string>();
  const order: string[] = [];
  const mood: { answers: (capability: string, operation: string) => Error | undefined } = { answers: () => undefined };
  const operation = (capability: string, name: string) => async (asked: { readonly idempotencyKey: string }) => {
    const error = mood.answers(capability, name);
    if (error !== undefined) throw error;
    if (!kept.has(asked.idempotencyKey)) order.push(name);
    kept.set(asked.idempotencyKey, name);
    return { done: name };
  };
  const client = {
    attendance: { submitRollCall: operation("attendance", "submitRollCall") },
    assessment: {
      enterMark: operation("assessment", "enterMark"),
      writeComment: operation("assessment", "writeComment"),
    },
  };
  return { client, order, mood };
};

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "preau-queue-"));
  file = join(directory, "queue.json");
});
afterEach(() => rmSync(directory, { recursive: true }));

const onDisk = (path: string): QueueStorage => ({
  read: () => readFile(path, "utf8").catch(() => undefined),
  write: async (text) => {
    await writeFile(`${path}.new`, text);
    await rename(`${path}.new`, path);
  },
});
const typed = async () => {
  const { client, order, mood } = school();
  const queue = createOfflineQueue(client, onDisk(file));
  await queue.add("attendance", "submitRollCall", rollCall);
  await queue.add("assessment", "enterMark", mark);
  await queue.add("assessment", "writeComment", comment);
  return { queue, order, mood };
};

describe("what was typed without a network", () => {
  it("survives the app being killed, and is sent in order once it is opened again", async () => {
    const app = `
      import { rename, writeFile } from "node:fs/promises";
      import { createOfflineQueue } from ${JSON.stringify(fileURLToPath(new URL("./offline-queue.ts", import.meta.url)))};
      let kept;
      const storage = { read: async () => kept, write: async (text) => {
        await writeFile(${JSON.stringify(`${file}.new`)}, text);
        await rename(${JSON.stringify(`${file}.new`)}, ${JSON.stringify(file)});
        kept = text;
      } };
      const queue = createOfflineQueue({}, storage);
      await queue.add("attendance", "submitRollCall", ${JSON.stringify(rollCall)});
      await queue.add("assessment", "enterMark", ${JSON.stringify(mark)});
      await queue.add("assessment", "writeComment", ${JSON.stringify(comment)});
      process.kill(process.pid, "SIGKILL");
    `;
    const killed = spawn(process.execPath, ["--input-type=module", "-e", app], { stdio: "ignore" });
    expect((await once(killed, "exit"))[1]).toBe("SIGKILL");
    const { client, order } = school();
    const restarted = createOfflineQueue(client, onDisk(file));
    expect(await restarted.waiting()).toBe(3);
    expect(await restarted.flush()).toHaveLength(3);
    expect(order).toEqual(["submitRollCall", "enterMark", "writeComment"]);
    expect(await createOfflineQueue(client, onDisk(file)).waiting()).toBe(0);
  });

  it("is sent once though the app was killed between the answer and its note of it", async () => {
    const { client, order } = school();
    const storage = onDisk(file);
    await createOfflineQueue(client, storage).add("attendance", "submitRollCall", rollCall);
    const dying = { ...storage, write: () => Promise.reject(new Error("killed")) };
    await expect(createOfflineQueue(client, dying).flush()).rejects.toThrow("killed");
    await createOfflineQueue(client, storage).flush();
    expect(order).toEqual(["submitRollCall"]);
  });

  it.each([
    ["a capability turned off", refusal(503, "capability-off")],
    ["pressure", refusal(503, "temporarily-unavailable")],
    ["hours that have not come", refusal(403, "outside-hours")],
  ])("is kept, in its order, over %s; what is for another capability does not wait for it", async (_, error) => {
    const { queue, order, mood } = await typed();
    mood.answers = (_capability, operation) => (operation === "enterMark" ? error : undefined);
    expect(await queue.flush()).toHaveLength(1);
    expect(order).toEqual(["submitRollCall"]);
    await queue.add("attendance", "submitRollCall", rollCall);
    expect(await queue.flush()).toHaveLength(1);
    mood.answers = () => undefined;
    await queue.flush();
    expect(order).toEqual(["submitRollCall", "submitRollCall", "enterMark", "writeComment"]);
  });

  it.each([
    ["the network", new TypeError("fetch failed")],
    ["a token that ran out", refusal(401, "unauthenticated")],
    ["too many requests", refusal(429, "too-many-requests")],
  ])("is kept whole over %s, and nothing more is sent", async (_, error) => {
    const { queue, mood } = await typed();
    let asked = 0;
    mood.answers = () => {
      asked += 1;
      return error;
    };
    expect(await queue.flush()).toEqual([]);
    expect([asked, await queue.waiting()]).toEqual([1, 3]);
  });

  it("and refused by the school is shown to its author instead of being sent for ever", async () => {
    const { queue, mood } = await typed();
    mood.answers = (_capability, operation) =>
      operation === "enterMark" ? refusal(409, "assessment-closed") : undefined;
    const outcomes = await queue.flush();
    expect(outcomes.map(({ problem }) => problem?.code)).toEqual([undefined, "assessment-closed", undefined]);
    expect(await queue.waiting()).toBe(0);
  });
});
