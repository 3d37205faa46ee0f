import type { Paths } from "../activation/door.ts";
import { alert, described } from "./form.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";

const back = ({ signIn }: Paths) =>
  signIn === undefined ? undefined : html`<p class="hint"><a href="${signIn}">Revenir à la connexion</a></p>`;

/** Asks for what the person remembers: their login, or their mailbox. */
export const forgottenPage = ({
  paths,
  typed,
  error,
}: {
  readonly paths: Paths;
  readonly typed: string;
  readonly error?: string | undefined;
}): string =>
  layout(
    error === undefined ? "Identifiant ou mot de passe oublié" : "Erreur",
    html`<h1>Identifiant ou mot de passe oublié</h1>
${alert(error)}
<form method="post" action="${paths.forgotten}">
<label for="typed">Identifiant ou adresse électronique</label>
<p class="help" id="aide">L’un ou l’autre : nous écrirons à l’adresse connue de l’établissement ou que vous avez confirmée.</p>
<input id="typed" name="typed" value="${typed}" autocomplete="username" autocapitalize="none" autocorrect="off" spellcheck="false" maxlength="200" required${described(error, "aide")}>
<button type="submit">Recevoir un code</button>
</form>
<p class="hint">Pas d’adresse électronique ? L’établissement (professeur principal, secrétariat) peut vous imprimer un nouveau code : <a href="${paths.activation}">saisissez-le ici</a>.</p>
${back(paths)}`,
  );

/** The same answer whoever was meant. */
export const forgottenSentPage = (paths: Paths): string =>
  layout(
    "Demande enregistrée",
    html`<h1>Regardez votre boîte aux lettres</h1>
<p>Si ce que vous avez indiqué correspond à un compte et que nous connaissons son adresse électronique, un message vient de lui être envoyé avec l’identifiant et un code valable trente minutes.</p>
<p>Rien reçu après cinq minutes ? Regardez dans les courriers indésirables, puis adressez-vous à l’établissement : il peut vous imprimer un code.</p>
<p><a class="way" href="${paths.activation}">J’ai reçu un code</a></p>
${back(paths)}`,
  );
