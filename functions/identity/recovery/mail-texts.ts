import type { Mail } from "@preau/runtime/mailer";

type Text = Pick<Mail, "subject" | "text">;

const SIGNATURE = "\n\nCe message est envoyé automatiquement : n’y répondez pas.\nPréau";

/** What somebody gets who forgot a login or a password: for each account, the login and a code. */
export const accessMail = (
  people: readonly { readonly name: string; readonly login: string; readonly code: string }[],
  activationUrl: string,
): Text => ({
  subject: "Retrouver l’accès à votre compte",
  text: `Bonjour,

On vient de demander à retrouver l’accès ${people.length > 1 ? "aux comptes liés à cette adresse" : "à votre compte"}. Ouvrez

${activationUrl}

et recopiez l’identifiant et le code, qui sert une seule fois et pendant trente minutes :

${people.map(({ name, login, code }) => `${name}\n  Identifiant : ${login}\n  Code : ${code}`).join("\n\n")}

Vous n’avez rien demandé ? Ne faites rien : votre mot de passe n’a pas changé. Ne donnez ce code à personne, l’établissement ne vous le demandera jamais.${SIGNATURE}`,
});

/** What somebody gets who gave a mailbox: the code that proves that they read it. */
export const mailboxMail = (code: string): Text => ({
  subject: "Confirmer votre adresse électronique",
  text: `Bonjour,

Pour confirmer que cette adresse est la vôtre, recopiez ce code dans la page restée ouverte. Il vaut trente minutes :

${code}

Vous n’avez rien demandé ? Ne faites rien : cette adresse ne sera pas enregistrée.${SIGNATURE}`,
});
