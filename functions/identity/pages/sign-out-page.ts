import { html } from "./html.ts";
import { layout } from "./layout.ts";

/** Asks before signing out of this browser; `secret` proves that the answer comes from this page. */
export const signOutPage = (secret: string): string =>
  layout(
    "Se déconnecter ?",
    html`<h1>Voulez-vous vous déconnecter ?</h1>
<form method="post" action="/session/end/confirm">
<input type="hidden" name="xsrf" value="${secret}">
<button type="submit" name="logout" value="yes">Me déconnecter</button>
<button type="submit" class="second">Rester connecté</button>
</form>`,
  );
