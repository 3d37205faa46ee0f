import type { Partners, Source } from "../federation/sources.ts";
import { type Html, html } from "./html.ts";

const SAID: readonly (readonly [Source, label: string, who: string])[] = [
  ["educonnect", "ÉduConnect", "élèves et familles"],
  ["franceconnect", "FranceConnect", "familles"],
  ["agents", "Guichet agents", "personnels"],
];

/** The other ways to sign in that this cell offers; nothing when it offers none. */
export const federationLinks = (uid: string, partners: Partners): Html => {
  const open = SAID.filter(([source]) => partners[source] !== undefined);
  const links = open.map(
    ([source, label, who]) =>
      html`<li><a class="way" href="/sign-in/${uid}/${source}">${label} <span>(${who})</span></a></li>`,
  );
  return open.length === 0
    ? html``
    : html`<section aria-labelledby="autres">
<h2 id="autres">Se connecter avec</h2>
<ul class="ways">
${{ markup: links.map(({ markup }) => markup).join("\n") }}
</ul>
</section>
<h2>Ou avec l’identifiant donné par l’établissement</h2>`;
};
