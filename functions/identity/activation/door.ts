import type { HttpRequest } from "../http/request.ts";
import { type Interaction, interactionOf } from "../interaction.ts";
import type { Records } from "../store/records.ts";

/** Where the pages of one visit lie. */
export interface Paths {
  readonly activation: string;
  readonly forgotten: string;
  /** The sign-in that the visit came from, if it came from one. */
  readonly signIn?: string;
}

/** How somebody came in: from a sign-in under way, to which they will go on, or from the address printed on a sheet. */
export interface Door {
  readonly paths: Paths;
  readonly formTargets: readonly string[];
  readonly interaction?: Interaction;
}

const PRINTED: Paths = { activation: "/activation", forgotten: "/forgotten" };

/** The door of a request; none when the sign-in it names is over or was begun by another browser. */
export const doorOf = async (
  request: HttpRequest,
  deps: { readonly records: Pick<Records, "find">; cookieKeys(): Promise<readonly string[]> },
): Promise<Door | undefined> => {
  if (request.pathParameters?.uid === undefined) return { paths: PRINTED, formTargets: [] };
  const interaction = await interactionOf(request, { records: deps.records, cookieKeys: await deps.cookieKeys() });
  if (interaction === undefined) return undefined;
  const signIn = `/sign-in/${interaction.uid}`;
  return {
    interaction,
    formTargets: interaction.formTargets,
    paths: { signIn, activation: `${signIn}/activation`, forgotten: `${signIn}/forgotten` },
  };
};
