import type { CasReply } from "./http.ts";
import { page } from "./page.ts";

/** The same words whether the address was never declared or is out of use: the registry is nobody's to probe. */
export const undeclaredPage = (): CasReply =>
  page(403, {
    title: "Ce service n’est pas déclaré",
    text: [
      "L’adresse qui vous a conduit ici ne fait pas partie des services de votre territoire.",
      "Ouvrez le service depuis votre portail. Si cela se répète, prévenez votre établissement.",
    ],
  });

export const maintenancePage = (name: string): CasReply =>
  page(503, {
    title: "Ce service est en maintenance",
    text: [`« ${name} » est fermé pour le moment. Réessayez plus tard ; vos données ne sont pas concernées.`],
  });

export const notForYouPage = (name: string, cookies: readonly string[]): CasReply =>
  page(
    403,
    {
      title: "Ce service ne vous est pas ouvert",
      text: [
        `« ${name} » n’est pas proposé à votre profil dans votre établissement. Rien ne lui a été transmis.`,
        "Si vous pensez en avoir besoin, demandez à la direction de l’établissement de l’activer.",
      ],
    },
    cookies,
  );

export const expiredPage = (): CasReply =>
  page(400, {
    title: "Cette page de connexion n’est plus valable",
    text: [
      "Elle est restée ouverte trop longtemps, a déjà servi, ou a été ouverte dans un autre navigateur.",
      "Ouvrez de nouveau le service depuis votre portail.",
    ],
  });

export const noServicePage = (): CasReply =>
  page(200, {
    title: "Aucun service n’est demandé",
    text: ["Cette adresse sert à entrer dans un service partenaire. Ouvrez-le depuis votre portail."],
  });

export const signedOutPage = (cookies: readonly string[]): CasReply =>
  page(
    200,
    {
      title: "Vous êtes déconnecté",
      text: ["Sur un ordinateur partagé, fermez aussi les fenêtres du navigateur."],
    },
    cookies,
  );
