import { Instant, route } from "@preau/contract";
import * as z from "zod";

/** The uncompressed point of P-256 that a browser gives: 0x04 and two coordinates. */
const isPoint = (text: string): boolean => {
  const bytes = Buffer.from(text, "base64url");
  return bytes.length === 65 && bytes[0] === 4;
};

/** A push service of the public Internet, by its name: where we post is written by whoever subscribes. */
const isPushService = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, port, username, password } = new URL(text);
  const named = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(hostname);
  return protocol === "https:" && port === "" && username === "" && password === "" && named;
};

const deviceId = z
  .string()
  .regex(/^dev_[0-9a-z]{13}$/, "Donnez l’identifiant d’un appareil tel que l’API l’a donné.")
  .meta({ id: "PushDeviceId", description: "A device that shows notifications", examples: ["dev_7k2mq4x9d0abc"] });

const PushSubscription = z
  .strictObject({
    endpoint: z
      .string()
      .max(1000)
      .refine(isPushService, "Donnez l’adresse du service de notification, telle que le navigateur l’a donnée."),
    keys: z.strictObject({
      p256dh: z.string().max(100).refine(isPoint, "Reprenez la clé p256dh telle que le navigateur l’a donnée."),
      auth: z.string().regex(/^[\w-]{22}(==)?$/, "Reprenez la clé auth telle que le navigateur l’a donnée."),
    }),
    expirationTime: z.number().nullable().optional(),
    label: z.string().trim().min(1).max(60).optional().meta({ description: "What its owner calls the device" }),
  })
  .meta({
    id: "PushSubscription",
    description: "What a browser gives when its owner accepts notifications (PushSubscription.toJSON)",
    examples: [
      {
        endpoint: "https://push.example/send/aB3",
        keys: {
          p256dh: "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM",
          auth: "tBHItJI5svbpez7KI4CCXg",
        },
        label: "Téléphone de Léa",
      },
    ],
  });

const PushDevice = z.object({ deviceId, label: z.string().optional(), since: Instant }).meta({
  id: "PushDevice",
  description: "A device that shows notifications",
  examples: [{ deviceId: "dev_7k2mq4x9d0abc", label: "Téléphone de Léa", since: "2026-11-23T07:00:00.000Z" }],
});

const PushDevices = z
  .object({
    publicKey: z.string().meta({ description: "What a browser is given to subscribe (applicationServerKey)" }),
    items: z.array(PushDevice),
  })
  .meta({
    id: "PushDevices",
    description: "The devices on which somebody is told",
    examples: [
      {
        publicKey: "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM",
        items: [],
      },
    ],
  });

const ways = z
  .array(z.enum(["push", "mail", "sms"]))
  .min(1, "Gardez au moins un moyen de vous prévenir.")
  .max(3)
  .refine((all) => new Set(all).size === all.length, "Nommez chaque moyen une seule fois.");

const NoticePreferences = z
  .strictObject({
    attendance: ways.meta({ description: "Absences, lateness, and their corrections" }),
    message: ways.meta({ description: "Messages of school life" }),
  })
  .meta({
    id: "NoticePreferences",
    description: "By which ways somebody is told of what; all of it is in the list of notices too",
    examples: [{ attendance: ["push", "mail"], message: ["mail"] }],
  });

export const reachRoutes = {
  listPushSubscriptions: route({
    method: "GET",
    path: "/v1/me/push-subscriptions",
    summary: "The devices on which the caller is told, and the key to subscribe another",
    roles: ["guardian"],
    priority: "standard",
    replies: { 200: PushDevices },
  }),
  keepPushSubscription: route({
    method: "PUT",
    path: "/v1/me/push-subscriptions",
    summary: "Be told on this device; said again at each opening of the portal",
    roles: ["guardian"],
    priority: "standard",
    body: PushSubscription,
    replies: { 200: PushDevice },
  }),
  endPushSubscription: route({
    method: "DELETE",
    path: "/v1/me/push-subscriptions/{deviceId}",
    summary: "Be told no longer on a device, at sign-out from it for one",
    roles: ["guardian"],
    priority: "standard",
    params: z.strictObject({ deviceId }),
    replies: { 200: PushDevices },
  }),
  readNoticePreferences: route({
    method: "GET",
    path: "/v1/me/notice-preferences",
    summary: "By which ways the caller is told of what",
    roles: ["guardian"],
    priority: "standard",
    replies: { 200: NoticePreferences },
  }),
  changeNoticePreferences: route({
    method: "PUT",
    path: "/v1/me/notice-preferences",
    summary: "Choose by which ways to be told of what; never by none",
    roles: ["guardian"],
    priority: "standard",
    body: NoticePreferences,
    replies: { 200: NoticePreferences },
  }),
} as const;
