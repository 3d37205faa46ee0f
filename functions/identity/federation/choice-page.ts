import { html } from "../pages/html.ts";
import { layout } from "../pages/layout.ts";
import type { Candidate, Capacity } from "./find-candidates.ts";

const place = (schoolId: string): string => `établissement ${schoolId}`;

/** No more than the person already knows: what they are, in which class or by which pupil's class they were found. */
const described = ({ attachment: { roles, schoolId, className }, pupil }: Capacity): string => {
  if (pupil !== undefined)
    return `responsable d’un élève${pupil.className ? ` de ${pupil.className}` : ""}, ${place(pupil.schoolId)}`;
  if (roles.includes("pupil")) return `élève${className ? ` de ${className}` : ""}, ${place(schoolId)}`;
  if (roles.includes("guardian")) return `responsable d’élève, ${place(schoolId)}`;
  return `personnel, ${place(schoolId)}`;
};

const choice = ({ account, found }: Candidate): string => {
  const [first] = found;
  const about = [...new Set(found.map(described))].join(" ; ");
  return html`<button type="submit" class="second" name="account" value="${account.accountId}">${first?.attachment.givenName} – ${about}</button>`
    .markup;
};

/** Asks which account is the person's. Their answer is remembered, and nothing is merged. */
export const choicePage = (path: string, candidates: readonly Candidate[]): string =>
  layout(
    "Choisissez votre compte",
    html`<h1>Quel compte est le vôtre ?</h1>
<p>Plusieurs comptes peuvent vous correspondre. Choisissez celui que vous voulez utiliser : nous retiendrons votre choix.</p>
<form method="post" action="${path}">
${{ markup: candidates.map(choice).join("\n") }}
</form>
<p class="hint">Aucun n’est le vôtre ? N’en choisissez pas : adressez-vous au secrétariat de l’établissement.</p>`,
  );
