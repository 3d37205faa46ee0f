import type { DemoState } from "./demo-state.ts";
import type { StartOptions } from "./start-options.ts";

/** What a newcomer needs next: addresses, people, where the data lies, and three commands to type. */
export const welcome = (
  state: DemoState,
  { schoolTime }: Pick<StartOptions, "schoolTime">,
  dataDir: string,
  federations?: string,
): string => {
  const width = Math.max(...state.people.map(({ login }) => login.length));
  const someone = state.people.find(({ part }) => part === "teacher") ?? state.people[0];
  const morning = state.invented
    ? "\n  The whole morning:  npm run demo   (wants a Monday at a quarter to nine: --date 2026-11-23T08:45)"
    : "";
  return `
  API            ${state.baseUrl}/v1
  API reference  ${state.baseUrl}/docs   (OpenAPI 3.1: ${state.baseUrl}/openapi.json)
  Sign-in        ${state.issuerUrl}   (first time, with a code: ${state.issuerUrl}/activation)
${federations === undefined ? "" : `  In a browser   ${federations}   (sign in by ÉduConnect, the agents' desk or FranceConnect, all played here)\n`}  Mail           ${state.inboxUrl}   (nothing leaves this machine)
  School clock   ${schoolTime.day} ${schoolTime.time}
  Data           ${dataDir}   (function logs in logs/)

  People (password of all: ${state.password})
${state.people.map(({ login, role }) => `    ${login.padEnd(width)}  ${role}`).join("\n")}

  A first request:  curl -H "Authorization: Bearer $(npm run -s token -- ${someone?.login ?? ""})" ${state.baseUrl}/v1/me${morning}
  Ctrl-C stops everything.

`;
};
