import { AudienceId, Day, file, Instant, PersonId, page, pageQuery, route, SchoolId, Version } from "@preau/contract";
import * as z from "zod";

const school = "0990001N" as SchoolId;
const pupil = "per_7k2mq4x9d0abc" as PersonId;
const mother = "per_0k2mq4x9d0abd" as PersonId;
const sixthA = "aud_7k2mq4x9d0abc" as AudienceId;
const at = "2026-11-23T16:04:00.000Z";

export const MessageId = z
  .string()
  .regex(/^msg_[0-9a-z]{13}$/, "Donnez l’identifiant d’un message tel que l’API l’a donné.")
  .meta({ id: "MessageId", description: "A message to families", examples: ["msg_1k7q8w3m5abcd"] });

const inSchool = z.strictObject({ schoolId: SchoolId });
const ofMessage = z.strictObject({ schoolId: SchoolId, messageId: MessageId });

const texts = {
  subject: z.string().trim().min(1, "Donnez un objet au message.").max(120),
  text: z.string().trim().min(1, "Écrivez le message.").max(4000),
  short: z
    .string()
    .trim()
    .min(1)
    .max(160)
    .optional()
    .meta({ description: "For telephones; made of the subject where it is left out. An SMS is cut at 160 signs" }),
};

export const MessageDraft = z
  .strictObject({
    recipients: z
      .array(
        z.strictObject({
          audienceId: AudienceId,
          pupilIds: z
            .array(PersonId)
            .min(1)
            .max(60)
            .optional()
            .meta({ description: "Those of the class or group alone" }),
        }),
      )
      .min(1, "Choisissez au moins une classe ou un groupe.")
      .max(100),
    ...texts,
    period: z
      .strictObject({ from: Day, to: Day })
      .refine(({ from, to }) => from <= to, "La fin précède le début : corrigez l’une des dates.")
      .optional()
      .meta({ description: "Days whose absences the message speaks of; since the beginning of the year by default" }),
  })
  .meta({
    id: "MessageDraft",
    description: "A message to the legal representatives of pupils; braces stand for what is known of each",
    examples: [
      {
        recipients: [{ audienceId: sixthA, pupilIds: [pupil] }],
        subject: "Carte de sortie de {enfant}",
        text: "Madame, Monsieur,\n\n{nom} ({classe}) n’a pas rendu sa carte de sortie.\n\n{etablissement}",
      },
    ],
  });
export type MessageDraft = z.output<typeof MessageDraft>;

const ways = z.array(z.enum(["push", "mail", "sms"]));
const family = {
  schoolId: SchoolId,
  pupilId: PersonId,
  pupilName: z.string(),
  className: z.string(),
  guardianId: PersonId,
  guardianName: z.string().optional(),
};
const familyExample = {
  schoolId: school,
  pupilId: pupil,
  pupilName: "Nina MARLOW",
  className: "6A",
  guardianId: mother,
  guardianName: "Mme Léa MARLOW",
};

export const UnreachableFamily = z
  .object({
    ...family,
    reasons: z.array(z.string()).meta({ description: "In French, one a channel" }),
    otherGuardianReached: z.boolean().meta({ description: "Whether another legal representative can be reached" }),
  })
  .meta({
    id: "UnreachableFamily",
    description: "A legal representative whom only a letter reaches, and why",
    examples: [
      {
        ...familyExample,
        reasons: [
          "Aucun appareil n’accepte les notifications.",
          "Pas d’adresse électronique.",
          "Pas de téléphone portable.",
        ],
        otherGuardianReached: false,
      },
    ],
  });

export const MessagePreview = z
  .object({
    schoolId: SchoolId,
    recipients: z.array(z.object({ ...family, channels: ways })),
    unreachable: z.array(UnreachableFamily),
    examples: z.array(
      z.object({
        schoolId: SchoolId,
        pupilId: PersonId,
        pupilName: z.string(),
        subject: z.string(),
        text: z.string(),
        short: z.string(),
        sms: z.string().meta({ description: "As it would leave by SMS" }),
      }),
    ),
  })
  .meta({
    id: "MessagePreview",
    description: "Who would be told and how, who would not, and the words of the first three",
    examples: [
      {
        schoolId: school,
        recipients: [{ ...familyExample, channels: ["mail"] }],
        unreachable: [],
        examples: [
          {
            schoolId: school,
            pupilId: pupil,
            pupilName: "Nina MARLOW",
            subject: "Absences de Nina",
            text: "Madame, Monsieur,\n\nNina MARLOW compte 2 demi-journées d’absence …",
            short: "Collège Ada Lovelace, au sujet de Nina : Absences de Nina. À lire dans l’ENT.",
            sms: "Collège Ada Lovelace, au sujet de Nina : Absences de Nina. À lire dans l'ENT.",
          },
        ],
      },
    ],
  });

const counts = z.object({
  waiting: z.int(),
  sent: z.int(),
  failed: z.int(),
  unreachable: z.int(),
});

export const SentMessage = z
  .object({
    schoolId: SchoolId,
    messageId: MessageId,
    sentAt: Instant,
    sentBy: PersonId,
    subject: z.string(),
    text: z.string(),
    short: z.string().optional(),
    period: z.object({ from: Day, to: Day }),
    audiences: z.array(
      z.object({
        audienceId: AudienceId,
        code: z.string(),
        counts: counts.optional().meta({ description: "Absent as long as sending has not begun" }),
      }),
    ),
    families: z.int().meta({ description: "Legal representatives it goes to, once a child" }),
  })
  .meta({
    id: "SentMessage",
    description: "A message to families, and how far it went",
    examples: [
      {
        schoolId: school,
        messageId: "msg_1k7q8w3m5abcd",
        sentAt: at,
        sentBy: "per_5k2mq4x9d0abc" as PersonId,
        subject: "Absences de {enfant}",
        text: "Madame, Monsieur, …",
        period: { from: "2026-08-01", to: "2026-11-23" },
        audiences: [{ audienceId: sixthA, code: "6A", counts: { waiting: 0, sent: 2, failed: 0, unreachable: 0 } }],
        families: 2,
      },
    ],
  });

export const MessageDelivery = z
  .object({
    ...family,
    messageId: MessageId,
    state: z.enum(["waiting", "sent", "failed", "unreachable", "read"]),
    channels: z.array(
      z.object({
        channel: z.enum(["push", "mail", "sms"]),
        state: z.enum(["waiting", "sent", "failed"]),
        at: Instant,
        reason: z.string().optional().meta({ description: "In French" }),
      }),
    ),
    reasons: z.array(z.string()).meta({ description: "Why only a letter reaches them, in French" }),
    readAt: Instant.optional(),
  })
  .meta({
    id: "MessageDelivery",
    description: "Where a message stands with one legal representative",
    examples: [
      {
        ...familyExample,
        messageId: "msg_1k7q8w3m5abcd",
        state: "sent",
        channels: [{ channel: "mail", state: "sent", at }],
        reasons: [],
      },
    ],
  });
export type MessageDelivery = z.output<typeof MessageDelivery>;

export const ReceivedMessage = z
  .object({
    schoolId: SchoolId,
    pupilId: PersonId,
    messageId: MessageId,
    pupilName: z.string().meta({ description: "Given name of the child concerned" }),
    schoolName: z.string(),
    subject: z.string(),
    text: z.string(),
    sentAt: Instant,
    readAt: Instant.optional(),
  })
  .meta({
    id: "ReceivedMessage",
    description: "A message of school life about one child",
    examples: [
      {
        schoolId: school,
        pupilId: pupil,
        messageId: "msg_1k7q8w3m5abcd",
        pupilName: "Nina",
        schoolName: "Collège Ada Lovelace",
        subject: "Absences de Nina",
        text: "Madame, Monsieur, …",
        sentAt: at,
      },
    ],
  });

const settings = {
  version: Version,
  phone: z
    .string()
    .regex(/^\+?[0-9][0-9 .-]{5,24}$/, "Donnez un numéro de téléphone : des chiffres, avec ou sans indicatif.")
    .optional()
    .meta({ description: "Of school life: what {telephone} stands for" }),
  letterhead: z.array(z.string().trim().min(1).max(60)).max(6),
  templates: z
    .array(
      z.strictObject({
        templateId: z.string().regex(/^[a-z0-9-]{1,40}$/, "Employez des minuscules, des chiffres et des tirets."),
        label: z.string().trim().min(1).max(80),
        ...texts,
      }),
    )
    .max(50)
    .refine((all) => new Set(all.map((one) => one.templateId)).size === all.length, "Deux modèles ont le même nom."),
};
const settingsExample = {
  version: 0,
  phone: "02 99 00 00 00",
  letterhead: ["Collège Ada Lovelace", "1 rue des Essais", "35000 RENNES"],
  templates: [
    { templateId: "lateness", label: "Retards", subject: "Retards de {enfant}", text: "Nous avons relevé {retards}." },
  ],
};
export const MessageSettingsDraft = z.strictObject(settings).meta({
  id: "MessageSettingsDraft",
  description: "What a school writes its messages with, over the version read",
  examples: [settingsExample],
});
export const MessageSettings = z
  .object({
    schoolId: SchoolId,
    ...settings,
    placeholders: z.array(z.object({ name: z.string(), meaning: z.string() })),
    setAt: Instant.nullable(),
  })
  .meta({
    id: "MessageSettings",
    description: "What a school writes its messages with",
    examples: [
      {
        schoolId: school,
        ...settingsExample,
        version: 1,
        placeholders: [{ name: "enfant", meaning: "prénom de l’enfant" }],
        setAt: at,
      },
    ],
  });

const writers = ["cpe", "head", "office"] as const;

export const messageProblems = {
  "too-many-recipients": {
    status: 422,
    title: "Un message va à 3 000 responsables au plus : envoyez-le en plusieurs fois.",
  },
  "nobody-to-write-to": { status: 422, title: "Aucun responsable légal n’est connu pour les élèves choisis." },
} as const;

export const letterRoutes = {
  printMessageLetters: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/messages/{messageId}/letters",
    summary: "The letters of those whom nothing else reached, to print and post; 100 a file",
    roles: writers,
    priority: "deferrable",
    params: ofMessage,
    query: z.strictObject({ part: z.coerce.number().int().min(1).max(30).default(1) }),
    replies: { 200: file("application/pdf", "One page a family, addressed for a window envelope") },
  }),
} as const;

export const messageRoutes = {
  readMessageSettings: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/message-settings",
    summary: "The templates of messages, the telephone and the letterhead of the school",
    roles: writers,
    priority: "standard",
    params: inSchool,
    replies: { 200: MessageSettings },
  }),
  setMessageSettings: route({
    method: "PUT",
    path: "/v1/schools/{schoolId}/message-settings",
    summary: "Change the templates of messages, the telephone or the letterhead",
    roles: ["cpe", "head"],
    priority: "standard",
    idempotent: true,
    params: inSchool,
    body: MessageSettingsDraft,
    replies: { 200: MessageSettings },
  }),
  previewMessage: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/message-previews",
    summary: "Who a message would reach and how, who it would not, and its words; nothing is sent",
    roles: writers,
    priority: "standard",
    params: inSchool,
    body: MessageDraft,
    replies: { 200: MessagePreview },
    problems: Object.keys(messageProblems),
  }),
  sendMessage: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/messages",
    summary: "Send a message to the legal representatives of pupils, outside quiet hours",
    roles: writers,
    priority: "standard",
    idempotent: true,
    params: inSchool,
    body: MessageDraft,
    replies: { 202: SentMessage },
    problems: Object.keys(messageProblems),
  }),
  listMessages: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/messages",
    summary: "The messages sent this year, the latest first",
    roles: writers,
    priority: "standard",
    params: inSchool,
    query: z.strictObject(pageQuery),
    replies: { 200: page(SentMessage) },
  }),
  readMessage: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/messages/{messageId}",
    summary: "A message and how far it went, class by class",
    roles: writers,
    priority: "standard",
    params: ofMessage,
    replies: { 200: SentMessage },
  }),
  listMessageDeliveries: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/messages/{messageId}/deliveries",
    summary: "Where a message stands with each family of a class or group",
    roles: writers,
    priority: "standard",
    params: ofMessage,
    query: z.strictObject({ audienceId: AudienceId }),
    replies: { 200: page(MessageDelivery) },
  }),
  exportMessageDeliveries: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/messages/{messageId}/deliveries-file",
    summary: "Where a message stands with each family, for a spreadsheet",
    roles: writers,
    priority: "deferrable",
    params: ofMessage,
    replies: { 200: file("text/csv", "One line a legal representative") },
  }),
  listUnreachableFamilies: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/families/unreachable",
    summary: "The legal representatives of a class or group whom only a letter reaches, and why",
    roles: writers,
    priority: "standard",
    params: inSchool,
    query: z.strictObject({ audienceId: AudienceId }),
    replies: { 200: page(UnreachableFamily) },
  }),
  listReceivedMessages: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/received-messages",
    summary: "The messages of school life to the caller about their children, the latest first",
    roles: ["guardian"],
    priority: "standard",
    params: inSchool,
    query: z.strictObject(pageQuery),
    replies: { 200: page(ReceivedMessage) },
  }),
  markMessageRead: route({
    method: "PUT",
    path: "/v1/schools/{schoolId}/received-messages/{messageId}/pupils/{pupilId}/reading",
    summary: "Say that a message about a child was read; the school sees when",
    roles: ["guardian"],
    priority: "standard",
    params: z.strictObject({ schoolId: SchoolId, messageId: MessageId, pupilId: PersonId }),
    replies: { 200: ReceivedMessage },
  }),
} as const;
