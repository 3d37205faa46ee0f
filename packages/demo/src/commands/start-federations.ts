import type { LocalRuntime } from "@preau/local";
import { castOf } from "../identity-provider/cast.ts";
import { deskKeyOf } from "../identity-provider/desk-keys.ts";
import { FRANCE_CONNECT_CLIENT } from "../identity-provider/france-connect-desk.ts";
import { startIdentityProvider } from "../identity-provider/start-identity-provider.ts";
import { inventWorld } from "../population.ts";
import { inventTimetables } from "../timetable.ts";

/** The issuer's port follows the API's; the identity provider comes next. */
export const federationPortOf = (port: number): number => port + 2;

/**
 * Starts the local identity provider with the invented people and has the server come to terms with it, as an administrator would
 * with ministries: by invoking a function that only IAM reaches. Gives its address.
 */
export const startFederations = async (
  runtime: Pick<LocalRuntime, "functions" | "identityUrl" | "invoke">,
  { port, dataDir }: { readonly port: number; readonly dataDir: string },
): Promise<string> => {
  const name = runtime.functions.find((one) => one.endsWith("-identity-configureFederation"));
  if (name === undefined) throw new Error("the assembly has no function that configures federations");
  const world = inventWorld();
  const provider = await startIdentityProvider({
    port: federationPortOf(port),
    key: await deskKeyOf(dataDir),
    cast: castOf(world, inventTimetables(world)),
    issuerUrl: runtime.identityUrl,
  });
  await runtime.invoke(name, { source: "educonnect", metadata: provider.metadata("educonnect") });
  await runtime.invoke(name, { source: "agents", metadata: provider.metadata("agents") });
  const issuer = `${provider.url}/franceconnect`;
  await runtime.invoke(name, { source: "franceconnect", issuer, ...FRANCE_CONNECT_CLIENT });
  return provider.url;
};
