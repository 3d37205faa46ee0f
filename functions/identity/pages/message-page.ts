import { html } from "./html.ts";
import { layout } from "./layout.ts";

/** A page that says what happened and what to do. */
export const messagePage = (title: string, ...paragraphs: readonly string[]): string =>
  layout(title, html`<h1>${title}</h1>${{ markup: paragraphs.map((text) => html`<p>${text}</p>`.markup).join("\n") }}`);

/** The pending sign-in is over, or belongs to another browser: we cannot tell which, and the remedy is the same. */
export const expiredPage = (): string =>
  messagePage(
    "Cette page de connexion n’est plus valable",
    "Elle est restée ouverte trop longtemps, a déjà servi, ou a été ouverte dans un autre navigateur.",
    "Revenez à votre application ou à votre portail et demandez de nouveau à vous connecter.",
  );
