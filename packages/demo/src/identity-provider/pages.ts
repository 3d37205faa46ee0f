import type { Desk, Player } from "./cast.ts";

/** Text that is safe inside a page. */
export const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

export const DESKS: Readonly<Record<Desk, string>> = {
  educonnect: "ÉduConnect",
  agents: "Guichet agents",
  franceconnect: "FranceConnect",
};

const page = (title: string, content: string): string => `<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>body{max-width:34rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif}button{display:block;width:100%;margin:.5rem 0;padding:.75rem;font:inherit;text-align:left;cursor:pointer}</style>
</head><body>${content}</body></html>`;

/** Whom to play: one button each. `request` is what the answer must come back to. */
export const choicePage = (desk: Desk, players: readonly Player[], request: string): string =>
  page(
    `${DESKS[desk]} d’essai`,
    `<h1>${DESKS[desk]} d’essai</h1>
<p>Ce service joue ${DESKS[desk]} sur cette machine. Toutes ces personnes sont inventées : choisissez qui vous êtes.</p>
<form method="post" action="/${desk}/answer"><input type="hidden" name="request" value="${escaped(request)}">
${players
  .filter((player) => player.desk === desk)
  .map(
    ({ id, name, role }) => `<button name="player" value="${escaped(id)}">${escaped(name)} – ${escaped(role)}</button>`,
  )
  .join("\n")}
</form>`,
  );

/** A form that sends itself, as identity providers do; with a button where scripts are off. */
export const formPage = (action: string, fields: Readonly<Record<string, string>>): string =>
  page(
    "Retour à Préau",
    `<form method="post" action="${escaped(action)}">
${Object.entries(fields)
  .map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`)
  .join("\n")}
<noscript><button>Continuer vers Préau</button></noscript></form>
<script>document.forms[0].submit()</script>`,
  );

/** A page that says something; `more` is markup. */
export const textPage = (title: string, text: string, more = ""): string =>
  page(escaped(title), `<h1>${escaped(title)}</h1><p>${escaped(text)}</p>${more}`);

/** Where the browser begins. */
export const homePage = (): string =>
  textPage(
    "Fédérations d’essai",
    "Cette machine joue ÉduConnect, le guichet agents et FranceConnect. Commencez une connexion, puis choisissez l’un d’eux sur la page de Préau.",
    '<p><a href="/begin">Se connecter à Préau</a></p>',
  );
