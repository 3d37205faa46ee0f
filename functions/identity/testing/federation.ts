import { PersonId, SchoolId } from "@preau/contract/ids";
import { openPage, request } from "./application.ts";
import type { Browser } from "./browser.ts";
import { type IdentityProvider, openIdentityProvider, type Saying } from "./identity-provider.ts";
import { openWorld } from "./world.ts";

export const EDUCONNECT = "https://educonnect.example/idp";

type Told = Parameters<Awaited<ReturnType<typeof openWorld>>["peopleChanged"]>[0]["people"][number];

const personId = (rank: number) => PersonId.parse(`per_${String(rank).padStart(13, "0")}`);

/** Somebody of a school, as the directory tells of them. */
export const someone = (
  rank: number,
  more: Partial<Omit<Told, "children">> & { readonly children?: readonly number[] },
): Told => ({
  personId: personId(rank),
  version: 1,
  givenName: "Camille",
  familyName: "MARTIN",
  roles: ["guardian"],
  present: true,
  ...more,
  children: (more.children ?? []).map(personId),
});

/** A cell that knows ÉduConnect and the agents' desk, both played by one identity provider. */
export const openFederation = async () => {
  const world = await openWorld();
  const idp = await openIdentityProvider(EDUCONNECT);
  // The clock of a world stands still: what is said in it must not run ahead on a slow machine.
  const provider: IdentityProvider = {
    ...idp,
    answer: (location, encryptFor, bent) => idp.answer(location, encryptFor, { at: world.now(), ...bent }),
  };
  for (const source of ["educonnect", "agents"])
    await world.configureFederation({ source, metadata: provider.metadata() });
  const metadata = await world.newBrowser().send("GET", "/federation/saml/metadata");
  const ourCertificate = `-----BEGIN CERTIFICATE-----\n${/use="encryption"[\s\S]*?X509Certificate>([^<]+)</.exec(metadata.body)?.[1]}\n-----END CERTIFICATE-----\n`;

  /** Begins a sign-in and asks the federation; gives where the browser is sent. */
  const ask = async (me: Browser, source: string, asked = request()): Promise<string> => {
    const page = await openPage(me, asked);
    return (await me.send("GET", `${page}/${source}`)).location;
  };
  return {
    world,
    provider,
    ourCertificate,
    metadata: metadata.body,
    ask,
    told: (people: readonly Told[], schoolId = "0990001N") =>
      world.peopleChanged({ schoolId: SchoolId.parse(schoolId), schoolYear: 2026, people: [...people] }),
    /** Has the federation say something of the person, and brings it back. */
    arrive: async (me: Browser, source: string, bent: Partial<Saying> = {}, by: IdentityProvider = provider) => {
      const { SAMLResponse, RelayState } = by.answer(await ask(me, source), ourCertificate, bent);
      return me.send("POST", `/federation/${source}/acs`, { SAMLResponse, RelayState });
    },
  };
};

export type Federation = Awaited<ReturnType<typeof openFederation>>;
