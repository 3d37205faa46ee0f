import type { Way } from "./channel.ts";

/** Why each way may be closed, without what opens it: for those who ask and do not send. */
export const pushWay: Way = {
  name: "push",
  obstacle: ({ devices }) => (devices.length === 0 ? "Aucun appareil n’accepte les notifications." : undefined),
};

export const mailWay: Way = {
  name: "mail",
  obstacle: ({ contact }) => (contact.mail === undefined ? "Pas d’adresse électronique." : undefined),
};

export const smsWay: Way = {
  name: "sms",
  obstacle: ({ contact: { mobile, smsConsent } }) => {
    if (mobile === undefined) return "Pas de téléphone portable.";
    return smsConsent ? undefined : "N’a pas accepté de recevoir des SMS.";
  },
};

/** The ways to families, the quickest first. */
export const WAYS: readonly Way[] = [pushWay, mailWay, smsWay];
