import { messagePage } from "../pages/message-page.ts";
import type { RefusalCode } from "./refusal.ts";

/** The federation is not, or no longer, one of this cell's. */
export const closedPage = (): string =>
  messagePage(
    "Cette connexion n’est pas ouverte ici",
    "Revenez à la page de connexion et choisissez un autre moyen. Si vous pensez que c’est une erreur, prévenez l’établissement.",
  );

const AGAIN = "Revenez à votre application ou à votre portail et demandez de nouveau à vous connecter.";

const SAID: Partial<Record<RefusalCode, readonly [title: string, text: string]>> = {
  "saml-declined": [
    "La connexion n’a pas abouti",
    "Le service d’identification n’a pas confirmé votre identité : vous avez peut-être annulé, ou il n’est pas disponible.",
  ],
  "oidc-declined": [
    "La connexion n’a pas abouti",
    "FranceConnect n’a pas confirmé votre identité : vous avez peut-être annulé, ou le service n’est pas disponible.",
  ],
  "saml-expired": [
    "La réponse est arrivée trop tard",
    "Le service d’identification a répondu il y a plus de dix minutes. Si cela se répète, vérifiez l’heure de votre appareil.",
  ],
  "saml-replayed": ["Cette connexion a déjà servi", "Vous êtes peut-être revenu en arrière dans votre navigateur."],
  "oidc-replayed": ["Cette connexion a déjà servi", "Vous êtes peut-être revenu en arrière dans votre navigateur."],
  "saml-unknown-request": [
    "Cette connexion n’est plus valable",
    "Elle est restée ouverte trop longtemps, ou n’a pas été demandée ici.",
  ],
  "oidc-unknown-request": [
    "Cette connexion n’est plus valable",
    "Elle est restée ouverte trop longtemps, ou n’a pas été demandée ici.",
  ],
};

const REFUSED = [
  "La réponse du service d’identification a été refusée",
  "Elle n’offre pas les garanties que nous exigeons pour protéger votre compte. Vous n’y êtes pour rien.",
] as const;

/** Why the word of a federation was not taken: what to do, and the code for whoever is asked for help. */
export const refusedPage = (code: RefusalCode): string => {
  const [title, text] = SAID[code] ?? REFUSED;
  return messagePage(title, text, AGAIN, `Si cela se répète, signalez ce code à l’établissement : ${code}.`);
};

const ASK: Readonly<Record<string, string>> = {
  educonnect:
    "Votre compte ÉduConnect est valable, mais aucun élève ni responsable de nos établissements ne lui correspond. L’établissement n’utilise peut-être pas encore Préau, ou votre dossier n’y est pas à jour.",
  agents:
    "Votre compte d’agent est valable, mais aucun personnel de nos établissements n’a cette adresse académique. Votre affectation n’est peut-être pas encore parvenue à l’établissement.",
  franceconnect:
    "Votre identité est confirmée, mais aucun compte ne lui correspond. L’établissement n’utilise peut-être pas encore Préau, ou votre dossier n’y est pas à jour.",
};

/** The person is who they say, and nobody here knows them. */
export const unknownPersonPage = (source: string): string =>
  messagePage(
    "Nous ne trouvons pas votre compte",
    ASK[source] ?? "",
    "Demandez au secrétariat de vérifier votre nom et votre adresse électronique dans votre dossier. En attendant, vous pouvez vous connecter avec l’identifiant donné par l’établissement.",
  );
