import type { Charter } from "../activation/charter.ts";
import type { Paths } from "../activation/door.ts";
import { alert, described, stepFields } from "./form.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";

interface Shown {
  readonly paths: Paths;
  readonly error?: string | undefined;
}

interface Step extends Shown {
  readonly ticket: string;
}

const titleOf = (title: string, error: string | undefined): string =>
  error === undefined ? title : `Erreur – ${title}`;

/** Asks for the login and the code. */
export const codePage = ({ paths, login = "", error }: Shown & { readonly login?: string }): string =>
  layout(
    titleOf("Utiliser un code", error),
    html`<h1>Utiliser un code</h1>
<p>Première connexion, ou mot de passe oublié : recopiez l’identifiant et le code imprimés par l’établissement ou reçus par courrier électronique.</p>
${alert(error)}
<form method="post" action="${paths.activation}">
<input type="hidden" name="step" value="code">
<label for="login">Identifiant</label>
<input id="login" name="login" value="${login}" autocomplete="username" autocapitalize="none" autocorrect="off" spellcheck="false" maxlength="100" required${described(error)}>
<label for="code">Code</label>
<input id="code" name="code" autocomplete="one-time-code" autocapitalize="characters" autocorrect="off" spellcheck="false" maxlength="40" required${described(error)}>
<button type="submit">Continuer</button>
</form>
<p class="hint">Pas de code, ou code perdu ? <a href="${paths.forgotten}">Recevez-en un par courrier électronique</a>, ou demandez-en un à l’établissement.</p>
${paths.signIn === undefined ? undefined : html`<p class="hint"><a href="${paths.signIn}">Revenir à la connexion</a></p>`}`,
  );

/** Shows the charters the person has yet to accept. */
export const charterPage = ({
  paths,
  ticket,
  error,
  charters,
}: Step & { readonly charters: readonly Charter[] }): string =>
  layout(
    titleOf("Charte d’utilisation", error),
    html`<h1>Charte d’utilisation</h1>
${alert(error)}
<div class="charter" tabindex="0" role="region" aria-label="Texte de la charte">
${{
  markup: charters
    .flatMap(({ text }) => text.split(/\n{2,}/))
    .map((paragraph) => html`<p>${paragraph}</p>`.markup)
    .join("\n"),
}}
</div>
<form method="post" action="${paths.activation}">
${stepFields("charter", ticket)}
<label class="choice"><input type="checkbox" name="accept" value="yes" required${described(error)}> J’ai lu la charte et je m’engage à la respecter.</label>
<button type="submit">Continuer</button>
</form>`,
  );

/** Asks for a mailbox, which may be left out. */
export const mailPage = ({ paths, ticket, error, mail = "" }: Step & { readonly mail?: string }): string =>
  layout(
    titleOf("Votre adresse électronique", error),
    html`<h1>Votre adresse électronique</h1>
<p>Elle sert à retrouver votre identifiant ou votre mot de passe. Personne ne la voit dans l’annuaire.</p>
${alert(error)}
<form method="post" action="${paths.activation}">
${stepFields("mail", ticket)}
<label for="mail">Adresse électronique</label>
<input id="mail" name="mail" type="email" value="${mail}" autocomplete="email" maxlength="200"${described(error)}>
<button type="submit">Recevoir un code de confirmation</button>
<button type="submit" class="second" name="skip" value="yes" formnovalidate>Continuer sans adresse</button>
</form>`,
  );

/** Asks for the code that was sent to the mailbox. */
export const mailCodePage = ({ paths, ticket, error, mail }: Step & { readonly mail: string }): string =>
  layout(
    titleOf("Confirmer votre adresse", error),
    html`<h1>Confirmer votre adresse</h1>
<p>Un code vient d’être envoyé à <strong>${mail}</strong>. Il peut mettre une minute à arriver.</p>
${alert(error)}
<form method="post" action="${paths.activation}">
${stepFields("mail-code", ticket)}
<label for="code">Code reçu</label>
<input id="code" name="code" autocomplete="one-time-code" autocapitalize="characters" autocorrect="off" spellcheck="false" maxlength="40"${described(error)}>
<button type="submit">Confirmer</button>
<button type="submit" class="second" name="skip" value="yes" formnovalidate>Continuer sans confirmer</button>
</form>`,
  );

/** Asks for the new password, twice. */
export const passwordPage = ({
  paths,
  ticket,
  error,
  login,
  shortest,
}: Step & { readonly login: string; readonly shortest: number }): string =>
  layout(
    titleOf("Choisir un mot de passe", error),
    html`<h1>Choisir un mot de passe</h1>
${alert(error)}
<form method="post" action="${paths.activation}">
${stepFields("password", ticket)}
<input type="hidden" name="username" value="${login}" autocomplete="username">
<label for="password">Nouveau mot de passe</label>
<p class="help" id="regles">Au moins ${String(shortest)} caractères. Plus il est long, plus il est sûr : quatre mots sans rapport entre eux, par exemple. Ni votre nom, ni un mot de passe utilisé ailleurs.</p>
<input id="password" name="password" type="password" autocomplete="new-password" maxlength="200" required${described(error, "regles")}>
<label for="again">Le même, encore une fois</label>
<input id="again" name="again" type="password" autocomplete="new-password" maxlength="200" required${described(error)}>
<button type="submit">Enregistrer et se connecter</button>
</form>`,
  );

/** The end, for whoever came from a printed sheet and not from an application. */
export const readyPage = (login: string, portalUrl: string | undefined): string =>
  layout(
    "Votre compte est prêt",
    html`<h1>Votre compte est prêt</h1>
<p>Votre identifiant est <strong>${login}</strong>. Gardez-le avec votre mot de passe : le code, lui, ne sert plus.</p>
${portalUrl === undefined ? html`<p>Ouvrez maintenant votre application et connectez-vous.</p>` : html`<p><a class="way" href="${portalUrl}">Ouvrir le portail</a></p>`}`,
  );
