import { parseArgs } from "node:util";
import { signIn } from "../sign-in.ts";
import { DEFAULT_DATA_DIR, readDemoState } from "./demo-state.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: "string", default: DEFAULT_DATA_DIR } },
});
const [login] = positionals;
const state = readDemoState(values.data);

const fail = (message: string): never => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

if (state === undefined) fail("No server was started here yet: run `npm start` in another terminal first.");
else if (login === undefined)
  fail(`Usage: npm run -s token -- <login>\n${state.people.map((one) => `  ${one.login}  ${one.role}`).join("\n")}`);
else
  try {
    const { accessToken } = await signIn({ issuerUrl: state.issuerUrl, login, password: state.password });
    process.stdout.write(`${accessToken}\n`);
  } catch (error) {
    const refused = (error as { cause?: { code?: string } }).cause?.code === "ECONNREFUSED";
    fail(
      refused ? `Nobody answers at ${state.issuerUrl}: run \`npm start\` in another terminal first.` : String(error),
    );
  }
