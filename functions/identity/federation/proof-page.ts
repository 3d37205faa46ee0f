import { html } from "../pages/html.ts";
import { layout } from "../pages/layout.ts";

export interface ProofForm {
  readonly path: string;
  /** Where an account that has no password yet is activated. */
  readonly activationPath: string;
  readonly login?: string;
  readonly error?: string;
}

/** Asks once for the password of the account that FranceConnect is to lead to: names and a birth date prove nothing. */
export const proofPage = ({ path, activationPath, login = "", error }: ProofForm): string => {
  const described = error === undefined ? undefined : html` aria-invalid="true" aria-describedby="erreur"`;
  return layout(
    error === undefined ? "Reliez FranceConnect à votre compte" : "Erreur",
    html`<h1>Reliez FranceConnect à votre compte</h1>
<p>Votre identité est confirmée. Pour cette première fois, indiquez l’identifiant et le mot de passe de votre compte Préau : ensuite, FranceConnect suffira.</p>
${error === undefined ? undefined : html`<p class="error" id="erreur" role="alert">${error}</p>`}
<form method="post" action="${path}">
<label for="login">Identifiant</label>
<input id="login" name="login" value="${login}" autocomplete="username" autocapitalize="none" autocorrect="off" spellcheck="false" maxlength="100" required${described}>
<label for="password">Mot de passe</label>
<input id="password" name="password" type="password" autocomplete="current-password" maxlength="200" required${described}>
<button type="submit">Relier et se connecter</button>
</form>
<p class="hint">Pas encore de mot de passe ? <a href="${activationPath}">Activez d’abord votre compte</a> avec le code remis par l’établissement.</p>`,
  );
};
