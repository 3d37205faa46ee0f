import {
  contract,
  Instant,
  MEMBER_ROLES,
  page,
  pageQuery,
  ROLES,
  Role,
  route,
  SchoolId,
  Version,
} from "@preau/contract";
import * as z from "zod";

export const ServiceId = z
  .string()
  .regex(/^srv_[0-9a-z]{13}$/, "Donnez l’identifiant d’un service tel que le registre l’a donné.")
  .brand<"ServiceId">()
  .meta({ id: "ServiceId", description: "A service of the registry", examples: ["srv_7k2mq4x9d0abc"] });
export type ServiceId = z.output<typeof ServiceId>;

const LOOPBACK = new Set(["127.0.0.1", "localhost", "[::1]"]);

const isAddress = (text: string): boolean => {
  const url = URL.parse(text);
  if (url === null || /[\s\\]/.test(text) || url.username !== "" || url.password !== "") return false;
  const secure = url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.has(url.hostname));
  return secure && url.search === "" && url.hash === "" && !url.hostname.includes("*");
};

/** Host exact, then the beginning of a path: no joker, so that a declared address never covers what nobody declared. */
export const Address = z
  .string()
  .max(500)
  .refine(isAddress, "Donnez une adresse https complète, sans paramètre, fragment ni caractère de remplacement.")
  .meta({
    id: "Address",
    description:
      "An https address: the host exactly, then the beginning of a path (http on this machine only, for tests)",
    examples: ["https://vie-scolaire.example/"],
  });

/** All that can be told to a service of a person. Nothing else is ever told. */
export const ATTRIBUTES = [
  "familyName",
  "givenName",
  "birthDate",
  "postalCode",
  "profile",
  "school",
  "class",
  "children",
] as const;
export const Attribute = z.enum(ATTRIBUTES).meta({
  id: "Attribute",
  description: "One thing that may be told of a person",
  examples: ["profile"],
});
export type Attribute = z.output<typeof Attribute>;

const CasAccess = z.strictObject({
  protocol: z.literal("cas"),
  addresses: z.array(Address).max(20).meta({ description: "Addresses of the service that are the same for everybody" }),
  addressBySchool: z
    .boolean()
    .meta({ description: "Each school gives an address of its own when it activates the service" }),
  names: z.enum(["pronote", "ent"]).meta({
    description: "Under which names attributes are told: Pronote's (nom, prenom …) or the ENT's (ENTPersonNom …)",
  }),
  singleLogout: z.boolean().meta({ description: "Tell the service when somebody who entered it signs out" }),
});

const OidcAccess = z.strictObject({
  protocol: z.literal("oidc"),
  redirectUris: z.array(Address).min(1).max(10).meta({ description: "Exact addresses, all on one host" }),
  signOutUris: z.array(Address).max(10).meta({ description: "Exact addresses to return to after a sign-out" }),
  authentication: z.enum(["private_key_jwt", "client_secret_basic"]),
  keys: z
    .array(z.strictObject({ kty: z.enum(["RSA", "EC"]) }).catchall(z.string()))
    .max(5)
    .meta({ description: "Public keys (JWK) of a service that signs its requests" }),
});

const LinkAccess = z.strictObject({ protocol: z.literal("link") });

const declared = {
  name: z.string().min(1).max(80),
  category: z.enum(["school-life", "learning", "resources", "guidance", "catering", "communication", "administration"]),
  description: z.string().max(500),
  link: Address.meta({ description: "Where the portal leads" }),
  logo: Address.optional(),
  access: z.discriminatedUnion("protocol", [CasAccess, OidcAccess, LinkAccess]),
  attributes: z.array(Attribute).max(ATTRIBUTES.length),
  roles: z
    .array(Role.exclude(["operator"]))
    .min(1)
    .max(ROLES.length)
    .meta({ description: "Who may use it" }),
  state: z.enum(["active", "maintenance", "disabled"]),
  offered: z.enum(["everywhere", "on-request"]).meta({
    description: "`everywhere`: in every school that does not mask it; `on-request`: in the schools that activate it",
  }),
  reservedFor: z.array(SchoolId).min(1).max(200).optional().meta({
    description: "The only schools it exists for (a contract of their own); absent: all of the territory",
  }),
  legalBasis: z.string().min(1).max(500).meta({ description: "Why these data may be told (RGPD, article 6)" }),
  contact: z.string().min(1).max(200).meta({ description: "Whom to call at the service" }),
};

const declarationExample = {
  name: "Vie scolaire du collège",
  category: "school-life",
  description: "Notes, absences et cahier de textes.",
  link: "https://vie-scolaire.example/",
  access: {
    protocol: "cas",
    addresses: ["https://vie-scolaire.example/"],
    addressBySchool: false,
    names: "pronote",
    singleLogout: false,
  },
  attributes: ["familyName", "givenName", "birthDate", "profile"],
  roles: ["pupil", "guardian", "teacher"],
  state: "active",
  offered: "on-request",
  legalBasis: "Mission d’intérêt public (RGPD, article 6-1-e), convention du 1er septembre 2026.",
  contact: "Assistance de l’éditeur, 01 99 00 00 00",
} as const;

export const ServiceDeclaration = z.strictObject(declared).meta({
  id: "ServiceDeclaration",
  description: "What a territory declares of a service",
  examples: [declarationExample],
});
export type ServiceDeclaration = z.output<typeof ServiceDeclaration>;

export const ServiceChange = z.strictObject({ version: Version, ...declared }).meta({
  id: "ServiceChange",
  description: "A declaration that replaces the one read at that version",
  examples: [{ version: 1, ...declarationExample, state: "maintenance" }],
});

export const Service = z.object({ serviceId: ServiceId, version: Version, ...declared, hasSecret: z.boolean() }).meta({
  id: "Service",
  description: "A service as the territory declared it",
  examples: [{ serviceId: "srv_7k2mq4x9d0abc", version: 1, ...declarationExample, hasSecret: false }],
});
export type Service = z.output<typeof Service>;

export const Secret = z.object({ clientId: ServiceId, clientSecret: z.string(), version: Version }).meta({
  id: "Secret",
  description: "What a service signs in with: shown once, kept as a digest",
  examples: [
    { clientId: "srv_7k2mq4x9d0abc", clientSecret: "hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg", version: 2 },
  ],
});

export const Choice = z.enum(["default", "activated", "masked"]).meta({
  id: "Choice",
  description: "What a school decided; `default`: as the territory offers it",
  examples: ["activated"],
});
export type Choice = z.output<typeof Choice>;

export const SchoolChoice = z.strictObject({ version: Version, choice: Choice, address: Address.optional() }).meta({
  id: "SchoolChoice",
  description: "A school's decision, in place of the one read at that version (0: none yet)",
  examples: [{ version: 0, choice: "activated" }],
});

export const SchoolService = z
  .object({
    serviceId: ServiceId,
    schoolId: SchoolId,
    name: declared.name,
    category: declared.category,
    description: declared.description,
    link: Address,
    logo: Address.optional(),
    state: z.enum(["open", "maintenance", "closed"]).meta({ description: "`closed`: not in use in this school" }),
    decision: z
      .object({
        version: Version,
        choice: Choice,
        offered: declared.offered,
        addressBySchool: z.boolean(),
        address: Address.optional(),
        attributes: declared.attributes,
        roles: declared.roles,
        legalBasis: declared.legalBasis,
        contact: declared.contact,
      })
      .optional()
      .meta({ description: "For those who decide for the school (head, office)" }),
  })
  .meta({
    id: "SchoolService",
    description: "A service as a member of the school finds it",
    examples: [
      {
        serviceId: "srv_7k2mq4x9d0abc",
        schoolId: "0990001N",
        name: "Vie scolaire du collège",
        category: "school-life",
        description: "Notes, absences et cahier de textes.",
        link: "https://vie-scolaire.example/",
        state: "open",
      },
    ],
  });
export type SchoolService = z.output<typeof SchoolService>;

export const ServiceAccess = z
  .object({
    serviceId: ServiceId,
    name: z.string(),
    protocol: z.enum(["cas", "oidc"]),
    at: Instant,
    attributes: z.array(Attribute).meta({ description: "What was told of the person" }),
    schoolIds: z.array(SchoolId),
  })
  .meta({
    id: "ServiceAccess",
    description: "What was told to a service, and when (RGPD, article 15)",
    examples: [
      {
        serviceId: "srv_7k2mq4x9d0abc",
        name: "Vie scolaire du collège",
        protocol: "cas",
        at: "2026-11-23T07:04:00.000Z",
        attributes: ["familyName", "givenName"],
        schoolIds: ["0990001N"],
      },
    ],
  });
export type ServiceAccess = z.output<typeof ServiceAccess>;

const inSchool = z.strictObject({ schoolId: SchoolId });

export const partnersContract = contract({
  name: "partners",
  title: "Partner services: which ones, for whom, and what they are told",
  problems: {
    "address-taken": { status: 409, title: "Cette adresse est déjà celle d’un autre service du registre." },
  },
  routes: {
    listServices: route({
      method: "GET",
      path: "/v1/services",
      summary: "The registry of the territory, disabled services included",
      roles: ["operator"],
      priority: "deferrable",
      query: z.strictObject(pageQuery),
      replies: { 200: page(Service) },
    }),
    declareService: route({
      method: "POST",
      path: "/v1/services",
      summary: "Declares a service",
      roles: ["operator"],
      priority: "deferrable",
      body: ServiceDeclaration,
      replies: { 201: Service },
      problems: ["address-taken"],
      idempotent: true,
    }),
    changeService: route({
      method: "PUT",
      path: "/v1/services/{serviceId}",
      summary: "Replaces a declaration, or puts a service under maintenance or out of use",
      roles: ["operator"],
      priority: "deferrable",
      params: z.strictObject({ serviceId: ServiceId }),
      body: ServiceChange,
      replies: { 200: Service },
      problems: ["address-taken"],
      idempotent: true,
    }),
    renewSecret: route({
      method: "POST",
      path: "/v1/services/{serviceId}/secret",
      summary: "Gives an OpenID service a new secret, shown this once; the former one stops within seconds",
      roles: ["operator"],
      priority: "deferrable",
      params: z.strictObject({ serviceId: ServiceId }),
      body: z.strictObject({ version: Version }).meta({ examples: [{ version: 1 }] }),
      replies: { 200: Secret },
    }),
    listSchoolServices: route({
      method: "GET",
      path: "/v1/schools/{schoolId}/services",
      summary: "The services the caller may open in a school; for its head and office, all that it may decide about",
      roles: [...MEMBER_ROLES],
      priority: "standard",
      params: inSchool,
      query: z.strictObject(pageQuery),
      replies: { 200: page(SchoolService) },
    }),
    chooseService: route({
      method: "PUT",
      path: "/v1/schools/{schoolId}/services/{serviceId}/choice",
      summary: "Activates or masks a service for a school",
      roles: ["head", "office"],
      priority: "deferrable",
      params: inSchool.extend({ serviceId: ServiceId }),
      body: SchoolChoice,
      replies: { 200: SchoolService },
      problems: ["address-taken"],
      idempotent: true,
    }),
    listServiceAccesses: route({
      method: "GET",
      path: "/v1/me/service-accesses",
      summary: "What services were told of the caller during a year, the latest first",
      roles: [...ROLES],
      priority: "deferrable",
      query: z.strictObject(pageQuery),
      replies: { 200: page(ServiceAccess) },
    }),
  },
});
