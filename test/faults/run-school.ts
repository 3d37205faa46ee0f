// The local runtime in a process of its own, so that it can be killed: tells where it answers, then when it is idle, each time it is asked.
import { startLocal } from "@preau/local";

const [, , assembly = "", dataDir = "", clockOffsetMs = "0", edge = "0", identity = "0"] = process.argv;
const runtime = await startLocal({
  assembly,
  dataDir,
  clockOffsetMs: Number(clockOffsetMs),
  // One person drives it at the speed of the machine: fair shares are tested elsewhere.
  variables: { ADMISSION: "unmetered" },
  ports: { edge: Number(edge), identity: Number(identity) },
});
// Whoever started it is gone: nobody would ever stop it.
process.on("disconnect", () => process.exit());
process.on("message", async (asked) => {
  if (asked === "idle") await runtime.idle();
  if (asked === "stop") await runtime.stop();
  process.send?.(asked);
  if (asked === "stop") process.disconnect();
});
const { edgeUrl, identityUrl, endpoints, functions } = runtime;
process.send?.({ edgeUrl, identityUrl, endpoints, functions });
