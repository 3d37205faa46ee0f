import { domainEvent, Role, SchoolId, Version } from "@preau/contract";
import * as z from "zod";

/** A service was declared, changed, or put out of use; what a sign-in to it needs. No secret: the digest of one. */
export const serviceChangedV1 = domainEvent({
  name: "service-changed.v1",
  owner: "partners",
  schema: z.object({
    serviceId: z.string(),
    version: Version,
    name: z.string(),
    state: z.enum(["active", "maintenance", "disabled"]),
    protocol: z.enum(["cas", "oidc", "link"]),
    roles: z.array(Role),
    attributes: z.array(z.string()),
    offered: z.enum(["everywhere", "on-request"]),
    /** The only schools it exists for; absent: all. */
    reservedFor: z.array(SchoolId).optional(),
    /** An OpenID service's registration. */
    client: z
      .object({
        redirectUris: z.array(z.string()),
        signOutUris: z.array(z.string()),
        authentication: z.enum(["private_key_jwt", "client_secret_basic"]),
        keys: z.array(z.record(z.string(), z.string())),
        secretDigest: z.string().optional(),
      })
      .optional(),
  }),
  example: {
    serviceId: "srv_7k2mq4x9d0abc",
    version: 1,
    name: "Manuels numériques",
    state: "active",
    protocol: "oidc",
    roles: ["pupil", "teacher"],
    attributes: ["profile", "school"],
    offered: "everywhere",
    client: {
      redirectUris: ["https://manuels.example/retour"],
      signOutUris: [],
      authentication: "client_secret_basic",
      keys: [],
      secretDigest: "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU",
    },
  },
});
