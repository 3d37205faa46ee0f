import { Day, Instant, PersonId, page, pageQuery, ROLES, Role, route, SchoolId } from "@preau/contract";
import * as z from "zod";

export const DeviceId = z
  .string()
  .regex(/^dev_[0-9a-z]{13}$/, "Donnez l’identifiant d’un appareil tel que la liste l’a donné.")
  .meta({ id: "DeviceId", description: "A lasting sign-in on one device", examples: ["dev_7k2mq4x9d0abc"] });

export const Device = z
  .object({
    deviceId: DeviceId,
    name: z.string().meta({ description: "What the person knows it by, in French" }),
    current: z.boolean().meta({ description: "Whether this very request comes from it" }),
    since: Instant,
    lastUsedOn: Day,
  })
  .meta({
    id: "Device",
    description: "A device on which the account is signed in",
    examples: [
      {
        deviceId: "dev_7k2mq4x9d0abc",
        name: "Téléphone Android, Application Préau",
        current: true,
        since: "2026-09-01T07:04:00.000Z",
        lastUsedOn: "2026-11-23",
      },
    ],
  });
export type Device = z.output<typeof Device>;

export const SignedOut = z.object({ signedOutAt: Instant }).meta({
  id: "SignedOut",
  description: "Every sign-in begun before this instant has ended",
  examples: [{ signedOutAt: "2026-11-23T07:04:00.000Z" }],
});

const why = {
  reason: z.enum(["stolen", "lost-device", "shared-device", "other"]),
  note: z.string().trim().max(500).optional().meta({ description: "For the school's own record; never logged" }),
};

export const SignOutOrder = z.strictObject(why).meta({
  id: "SignOutOrder",
  description: "Why somebody is signed out everywhere",
  examples: [{ reason: "stolen", note: "Menaces envoyées depuis ce compte" }],
});

export const SignOutRecord = z
  .object({
    signOutId: z.string().regex(/^out_[0-9a-z]{13}$/),
    schoolId: SchoolId,
    personId: PersonId,
    ...why,
    by: z.object({ personId: PersonId, role: Role }),
    at: Instant,
  })
  .meta({
    id: "SignOutRecord",
    description: "Somebody signed out everywhere by their school: by whom and why",
    examples: [
      {
        signOutId: "out_7k2mq4x9d0abc",
        schoolId: "0990001N",
        personId: "per_7k2mq4x9d0abc",
        reason: "stolen",
        by: { personId: "per_1k2mq4x9d0abc", role: "head" },
        at: "2026-11-23T07:04:00.000Z",
      },
    ],
  });
export type SignOutRecord = z.output<typeof SignOutRecord>;

/** Where an account is signed in, and how that ends: by the person, or by the head when the account is in other hands. */
export const sessionsRoutes = {
  listDevices: route({
    method: "GET",
    path: "/v1/me/devices",
    summary: "The devices on which the caller is signed in, the last used first",
    roles: ROLES,
    priority: "standard",
    replies: { 200: page(Device) },
  }),
  signOutDevice: route({
    method: "DELETE",
    path: "/v1/me/devices/{deviceId}",
    summary:
      "Sign one device of the caller out: it must give the password again; what it holds already is refused within a minute",
    roles: ROLES,
    priority: "standard",
    params: z.strictObject({ deviceId: DeviceId }),
    replies: { 200: SignedOut },
  }),
  signOutEverywhere: route({
    method: "POST",
    path: "/v1/me/sign-out",
    summary: "Sign the caller out everywhere, here included; may be repeated",
    roles: ROLES,
    priority: "standard",
    replies: { 200: SignedOut },
  }),
  signOutPerson: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/people/{personId}/sign-out",
    summary: "Sign a person of the school out everywhere; their password stays, unless it is withdrawn too",
    roles: ["head"],
    priority: "standard",
    params: z.strictObject({ schoolId: SchoolId, personId: PersonId }),
    body: SignOutOrder,
    replies: { 200: SignOutRecord },
    idempotent: true,
  }),
  listSignOuts: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/sign-outs",
    summary: "People signed out by the school: who, why, when; the latest first",
    roles: ["head"],
    priority: "deferrable",
    params: z.strictObject({ schoolId: SchoolId }),
    query: z.strictObject(pageQuery),
    replies: { 200: page(SignOutRecord) },
  }),
};
