import { createHash, randomBytes } from "node:crypto";
import { decodeJwt } from "jose";
import { escaped, textPage } from "./pages.ts";

/** An application to sign in to from a browser, as long as no portal is there: it shows who came in, and as what. */
export const openTrial = (issuerUrl: string, callbackUrl: string) => {
  const verifiers = new Map<string, string>();
  const client = { client_id: "preau-cli", redirect_uri: callbackUrl };
  return {
    /** Where a sign-in begins. */
    begin: (): string => {
      const [verifier, state] = [randomBytes(32).toString("base64url"), randomBytes(16).toString("base64url")];
      verifiers.set(state, verifier);
      const query = new URLSearchParams({
        ...client,
        response_type: "code",
        scope: "openid profile offline_access preau",
        state,
        code_challenge: createHash("sha256").update(verifier).digest("base64url"),
        code_challenge_method: "S256",
      });
      return new URL(`/authorize?${query}`, issuerUrl).href;
    },

    /** Exchanges the code for tokens and says in a page whose they are. */
    finish: async ({ searchParams }: URL): Promise<string> => {
      const state = searchParams.get("state") ?? "";
      const verifier = verifiers.get(state);
      verifiers.delete(state);
      const code = searchParams.get("code");
      if (code === null || verifier === undefined)
        return textPage("La connexion n’a pas abouti", searchParams.get("error") ?? "Recommencez.");
      const body = new URLSearchParams({ ...client, grant_type: "authorization_code", code, code_verifier: verifier });
      const answer = await fetch(new URL("/token", issuerUrl), { method: "POST", body });
      const tokens = (await answer.json()) as { id_token?: string; access_token?: string };
      if (tokens.id_token === undefined || tokens.access_token === undefined)
        return textPage("La connexion n’a pas abouti", JSON.stringify(tokens));
      const { name } = decodeJwt(tokens.id_token);
      const { memberships, sub } = decodeJwt(tokens.access_token);
      return textPage(
        `Vous êtes ${String(name)}`,
        `Compte ${String(sub)}. Appartenances : ${[memberships ?? "aucune"].flat().join(", ")}.`,
        `<p><a href="${escaped(new URL("/session/end", issuerUrl).href)}">Se déconnecter</a> – <a href="/">Recommencer</a></p>`,
      );
    },
  };
};
