// One invocation of a function in a process of its own, as on Lambda: the only thing measured is what this process holds.

const [, , file = "", event = ""] = process.argv;
const { handler } = await import(file);
const started = Date.now();
const answer: { batchItemFailures: readonly unknown[] } = await handler(JSON.parse(event), { awsRequestId: "bench" });
const { maxRSS } = process.resourceUsage();
process.send?.({
  failures: answer.batchItemFailures.length,
  ms: Date.now() - started,
  maxRssMiB: Math.round(maxRSS / 1024),
});
