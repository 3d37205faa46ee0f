// One cold start: imports the module named on the command line, or nothing, and tells how long this process has lived and computed.
// Plain JavaScript: stripping types would weigh on every sample.
const [, , file] = process.argv;
if (file !== undefined) await import(file);
const ms = performance.now();
const { user, system } = process.cpuUsage();
process.stdout.write(JSON.stringify({ ms, cpuMs: (user + system) / 1_000 }), () => process.exit());
