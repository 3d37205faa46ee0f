// A function in a process of its own, as on Lambda: one invocation at a time. Each message is a batch of events; the answer tells the
// processor time they took, the engine's excluded since it lives elsewhere. Events are parsed before the clock starts, as Lambda does.

const [, , file = ""] = process.argv;
const { handler } = await import(file);
const context = { awsRequestId: "bench", functionName: "bench", getRemainingTimeInMillis: () => 30_000 };

process.on("message", async (texts: readonly string[]) => {
  const events = texts.map((text) => JSON.parse(text));
  const statuses: Record<number, number> = {};
  let last: { statusCode: number; body: string } | undefined;
  const before = process.cpuUsage();
  for (const event of events) {
    last = await handler(event, context);
    const status = last?.statusCode ?? 0;
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
  const { user, system } = process.cpuUsage(before);
  process.send?.({ statuses, body: last?.body, cpuMs: (user + system) / 1_000 });
});
process.send?.("ready");
