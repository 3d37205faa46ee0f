import type { Partners } from "../federation/sources.ts";
import { federationLinks } from "./federation-links.ts";
import { html } from "./html.ts";
import { layout } from "./layout.ts";

export interface SignInForm {
  readonly uid: string;
  readonly partners: Partners;
  /** What was typed before, so that it need not be typed again. */
  readonly login?: string;
  /** In French, what went wrong and what to do. */
  readonly error?: string;
}

/** The sign-in page. Works without script; the error is tied to both fields, for we do not say which one is wrong. */
export const signInPage = ({ uid, partners, login = "", error }: SignInForm): string => {
  const described = error === undefined ? undefined : html` aria-invalid="true" aria-describedby="erreur"`;
  return layout(
    error === undefined ? "Connexion" : "Erreur de connexion",
    html`<h1>Connexion</h1>
${error === undefined ? undefined : html`<p class="error" id="erreur" role="alert">${error}</p>`}
${federationLinks(uid, partners)}
<form method="post" action="/sign-in/${uid}">
<label for="login">Identifiant</label>
<input id="login" name="login" value="${login}" autocomplete="username" autocapitalize="none" autocorrect="off" spellcheck="false" maxlength="100" required${described}>
<label for="password">Mot de passe</label>
<input id="password" name="password" type="password" autocomplete="current-password" maxlength="200" required${described}>
<button type="submit">Se connecter</button>
</form>
<p class="hint">Votre identifiant est de la forme prenom.nom. <a href="/sign-in/${uid}/forgotten">Identifiant ou mot de passe oublié ?</a></p>
<p class="hint"><a href="/sign-in/${uid}/activation">Première connexion : utiliser le code remis par l’établissement</a></p>`,
  );
};
