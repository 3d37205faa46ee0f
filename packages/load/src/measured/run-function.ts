// A function in a process of its own, as on Lambda: one invocation at a time. Each message is an event and how far the school's clock is
// ahead; the answer tells the processor time of this process alone, and how much it wrote to its log.

const [, , file = ""] = process.argv;
const real = Date.now;
let aheadMs = 0;
Date.now = () => real() + aheadMs;

let logged = 0;
for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write.bind(stream);
  stream.write = (chunk: string | Uint8Array) => {
    logged += Buffer.byteLength(chunk);
    return write(chunk);
  };
}

const { handler } = await import(file);

process.on("message", async ({ text, ahead }: { readonly text: string; readonly ahead: number }) => {
  aheadMs = ahead;
  logged = 0;
  const event = JSON.parse(text);
  const context = { awsRequestId: "measured", functionName: "measured", getRemainingTimeInMillis: () => 30_000 };
  const before = process.cpuUsage();
  const answer: unknown = await handler(event, context);
  const { user, system } = process.cpuUsage(before);
  process.send?.({ answer, cpuMs: (user + system) / 1_000, logBytes: logged });
});
process.send?.("ready");
