import { expect, it } from "vitest";
import { LambdaRefusal } from "../lambda/lambda-refusal.ts";
import { patientInvoke } from "./patient-invoke.ts";

const throttled = new LambdaRefusal("TooManyRequestsException", 429, "Rate Exceeded.");
const never = new AbortController().signal;

it("an event source waits for a throttled function instead of failing its records", async () => {
  let calls = 0;
  const invoke = patientInvoke({
    invoke: async () => {
      if (++calls < 3) throw throttled;
      return { failed: false, payload: "null" };
    },
  });
  expect(await invoke("publisher", "{}", never)).toEqual({ failed: false, payload: "null" });
  expect(calls).toBe(3);
});

it("any other refusal is told at once", async () => {
  const missing = new LambdaRefusal("ResourceNotFoundException", 404, "no such function");
  await expect(patientInvoke({ invoke: () => Promise.reject(missing) })("x", "{}", never)).rejects.toBe(missing);
});

it("the stop of the runtime ends the wait", async () => {
  const invoke = patientInvoke({ invoke: () => Promise.reject(throttled) });
  await expect(invoke("x", "{}", AbortSignal.abort())).rejects.toThrow("aborted");
});
