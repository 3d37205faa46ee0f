import { type Html, html } from "./html.ts";

/** In French, what went wrong; read aloud as soon as the page shows. */
export const alert = (error: string | undefined): Html | undefined =>
  error === undefined ? undefined : html`<p class="error" id="erreur" role="alert">${error}</p>`;

/** Ties a field to what went wrong with it. */
export const described = (error: string | undefined, hint?: string): Html | undefined => {
  const ids = [...(error === undefined ? [] : ["erreur"]), ...(hint === undefined ? [] : [hint])].join(" ");
  if (ids === "") return undefined;
  return error === undefined ? html` aria-describedby="${ids}"` : html` aria-invalid="true" aria-describedby="${ids}"`;
};

/** The step of an activation that a form answers, and its ticket. */
export const stepFields = (step: string, ticket: string): Html =>
  html`<input type="hidden" name="step" value="${step}"><input type="hidden" name="ticket" value="${ticket}">`;
