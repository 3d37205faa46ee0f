import {
  ClockTime,
  Day,
  Instant,
  LessonId,
  PersonId,
  page,
  pageQuery,
  route,
  SCHOOL_LIFE,
  SchoolId,
  Version,
} from "@preau/contract";
import * as z from "zod";

const inSchool = z.strictObject({ schoolId: SchoolId });

const NoticeId = z
  .string()
  .regex(
    /^not_[0-9a-z]{13}_[0-9]{8}[ma]$/,
    "Donnez l’identifiant d’un signalement tel que la liste des signalements le donne.",
  )
  .meta({
    id: "NoticeId",
    description: "A pupil and a half-day; each guardian has a notice of their own under it",
    examples: ["not_7k2mq4x9d0abc_20261123m"],
  });
const Kind = z.enum(["absence", "lateness", "early-departure"]);
const Half = z.enum(["morning", "afternoon"]);
const State = z.enum(["told", "corrected", "withdrawn"]).meta({
  description: "`corrected`: something of it was taken back; `withdrawn`: all of it was",
});
const Reason = z
  .enum(["illness", "medical-visit", "transport", "family", "other", "unaware", "contested"])
  .meta({ description: "`unaware`: the family did not know; `contested`: the child was there, it says" });

const answerExample = { reason: "illness", text: "Nina a de la fièvre." } as const;

export const NewNoticeAnswer = z
  .strictObject({ reason: Reason, text: z.string().trim().max(500).default("") })
  .refine(({ reason, text }) => reason !== "other" || text !== "", {
    path: ["text"],
    message: "Précisez le motif en quelques mots.",
  })
  .meta({ id: "NewNoticeAnswer", description: "What a family answers to a notice", examples: [answerExample] });

const lessonExample = {
  lessonId: "les_7k2mq4x9d0abc3f8z1q_20261123",
  start: "08:00",
  end: "08:55",
  subject: "Mathématiques",
  state: "absent",
} as const;

export const Notice = z
  .object({
    noticeId: NoticeId,
    schoolId: SchoolId,
    pupilId: PersonId,
    pupilName: z.string().meta({ description: "Given name of the child concerned" }),
    kind: Kind,
    state: State,
    message: z.string().meta({ description: "What the family reads, in French" }),
    day: Day,
    half: Half,
    lessons: z
      .array(
        z.object({
          lessonId: LessonId,
          start: ClockTime,
          end: ClockTime,
          subject: z.string(),
          state: z.enum(["absent", "late", "left"]),
          minutes: z.int().optional().meta({ description: "Minutes late, or missed after leaving" }),
          disputed: z.literal(true).optional().meta({
            description: "The school has since contradicted itself about this lesson and is checking",
          }),
        }),
      )
      .meta({ description: "What stands of it; none once it is withdrawn" }),
    toldAt: Instant,
    changedAt: Instant,
    acknowledgedAt: Instant.optional(),
    answer: z.object({ reason: Reason, text: z.string(), at: Instant }).optional(),
    version: Version,
  })
  .meta({
    id: "Notice",
    description: "What a family is told of one child in one half-day",
    examples: [
      {
        noticeId: "not_7k2mq4x9d0abc_20261123m",
        schoolId: "0990001N",
        pupilId: "per_7k2mq4x9d0abc",
        pupilName: "Nina",
        kind: "absence",
        state: "told",
        message:
          "Absence signalée pour Nina lundi 23 novembre de 08:00 à 08:55 (Mathématiques), en cours de vérification par l’établissement.",
        day: "2026-11-23",
        half: "morning",
        lessons: [lessonExample],
        toldAt: "2026-11-23T07:15:00.000Z",
        changedAt: "2026-11-23T07:15:00.000Z",
        version: 1,
      },
    ],
  });

const toldExample = {
  guardianId: "per_0k2mq4x9d0abd",
  noticeId: "not_7k2mq4x9d0abc_20261123m",
  half: "morning",
  kind: "absence",
  state: "told",
  toldAt: "2026-11-23T07:15:00.000Z",
  changedAt: "2026-11-23T07:15:00.000Z",
  channels: [{ channel: "mail", state: "sent", at: "2026-11-23T07:15:01.000Z" }],
} as const;

const newsExample = {
  schoolId: "0990001N",
  pupilId: "per_7k2mq4x9d0abc",
  givenName: "Nina",
  familyName: "MARLOW",
  className: "6A",
  day: "2026-11-23",
  lessons: [{ ...lessonExample, news: "told", dueAt: "2026-11-23T07:15:00.000Z" }],
  told: [toldExample],
} as const;

export const PupilNews = z
  .object({
    schoolId: SchoolId,
    pupilId: PersonId,
    givenName: z.string(),
    familyName: z.string(),
    className: z.string(),
    day: Day,
    lessons: z.array(
      z.object({
        lessonId: LessonId,
        start: ClockTime,
        end: ClockTime,
        subject: z.string(),
        state: z.enum(["absent", "late", "left", "elsewhere", "conflict"]),
        dueAt: Instant.meta({ description: "The end of the time to correct" }),
        news: z.enum(["waiting", "told", "conflict", "known", "not-told"]).meta({
          description:
            "`waiting`: families will be told; `conflict`: nobody is told before it is settled; `known`: the family said so, or school life has accepted a reason; `not-told`: the school does not tell that",
        }),
      }),
    ),
    told: z.array(
      z.object({
        guardianId: PersonId,
        noticeId: NoticeId,
        half: Half,
        kind: Kind,
        state: State,
        toldAt: Instant,
        changedAt: Instant,
        channels: z
          .array(
            z.object({
              channel: z.enum(["push", "mail", "sms"]),
              state: z.enum(["waiting", "sending", "sent", "failed", "delivered", "withdrawn"]),
              at: Instant,
              reason: z.string().optional().meta({ description: "Why it failed" }),
            }),
          )
          .meta({ description: "How it left, beside the list of notices, where it stands from the moment it is told" }),
        acknowledgedAt: Instant.optional(),
        answer: z.object({ reason: Reason, text: z.string(), at: Instant }).optional(),
      }),
    ),
  })
  .meta({ id: "PupilNews", description: "What is told of a pupil on a day, and to whom", examples: [newsExample] });

const count = z.int().min(0);

export const NoticeOutbox = z
  .object({
    schoolId: SchoolId,
    day: Day,
    waiting: count.meta({ description: "Pupils of whom something waits for its hour" }),
    told: count.meta({ description: "Pupils of whom somebody was told" }),
    failed: count.meta({ description: "Pupils of whom some guardian was reached by no channel" }),
    answered: count.meta({ description: "Pupils of whom a family answered" }),
    pupils: z.array(PupilNews).meta({
      description: "First those whose family was not reached, or says that it did not know or that the child was there",
    }),
  })
  .meta({
    id: "NoticeOutbox",
    description: "What families are told on a day: what waits, what left, what failed",
    examples: [
      { schoolId: "0990001N", day: "2026-11-23", waiting: 0, told: 1, failed: 0, answered: 0, pupils: [newsExample] },
    ],
  });

const settingsExample = {
  tells: ["absence", "lateness", "early-departure"],
  quietHours: { from: "20:00", to: "07:00", weekends: true },
  urgent: ["absence"],
  channels: ["push", "mail"],
} as const;

const distinct = <T>(all: readonly T[]): boolean => new Set(all).size === all.length;
const TWICE = "Nommez chaque valeur une seule fois.";

export const NewNoticeSettings = z
  .strictObject({
    version: Version.meta({ description: "The version that was on screen; 0 when the school has set nothing yet" }),
    tells: z.array(Kind).max(3).refine(distinct, TWICE).meta({ description: "What families are told at all" }),
    quietHours: z
      .strictObject({
        from: ClockTime,
        to: ClockTime,
        weekends: z.boolean().meta({ description: "From Friday evening to Monday morning too" }),
      })
      .refine(({ from, to }) => from !== to, { path: ["to"], message: "Indiquez deux heures différentes." })
      .nullable()
      .meta({
        description:
          "When telephones and mailboxes are left in peace; corrections leave at any hour, and so does what happens right now",
      }),
    urgent: z.array(Kind).max(3).refine(distinct, TWICE).meta({ description: "What leaves in quiet hours too" }),
    channels: z
      .array(z.enum(["push", "mail", "sms"]))
      .max(3)
      .refine(distinct, TWICE)
      .meta({ description: "The ways the school uses beside the list of notices" }),
  })
  .meta({
    id: "NewNoticeSettings",
    description: "How a school tells families",
    examples: [{ version: 0, ...settingsExample }],
  });

export const NoticeSettings = z
  .object({ schoolId: SchoolId, ...NewNoticeSettings.shape, setAt: Instant.nullable() })
  .meta({
    id: "NoticeSettings",
    description: "How a school tells families, and since when; usual settings where it has decided nothing",
    examples: [{ schoolId: "0990001N", version: 1, ...settingsExample, setAt: "2026-09-01T08:00:00.000Z" }],
  });

/** What a guardian reads and answers. */
export const noticeRoutes = {
  listNotices: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/notices",
    summary: "The caller's own notices of a school, the latest first",
    roles: ["guardian"],
    priority: "standard",
    params: inSchool,
    query: z.strictObject(pageQuery),
    replies: { 200: page(Notice) },
  }),
  acknowledgeNotice: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/notices/{noticeId}/acknowledgement",
    summary: "The caller has read a notice",
    roles: ["guardian"],
    priority: "standard",
    params: z.strictObject({ schoolId: SchoolId, noticeId: NoticeId }),
    idempotent: true,
    replies: { 200: Notice },
  }),
  answerNotice: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/notices/{noticeId}/answer",
    summary: "The caller says why the child is away, or that they did not know",
    roles: ["guardian"],
    priority: "standard",
    params: z.strictObject({ schoolId: SchoolId, noticeId: NoticeId }),
    body: NewNoticeAnswer,
    idempotent: true,
    replies: { 200: Notice },
  }),
} as const;

/** What school life sees of what families are told. */
export const outboxRoutes = {
  readOutbox: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/notices/outbox",
    summary: "What families are told on a day (today unless said): what waits, what left, what failed",
    roles: SCHOOL_LIFE,
    priority: "standard",
    params: inSchool,
    query: z.strictObject({
      day: Day.optional(),
      pupils: z
        .enum(["all", "own"])
        .default("all")
        .meta({ description: "`own`: those of the reader's sector; `all`: all that the school lets the reader see" }),
    }),
    replies: { 200: NoticeOutbox },
  }),
  listPupilNews: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/notices/pupils/{pupilId}",
    summary: "What was told of a pupil in a month (to today unless said), and to whom",
    roles: SCHOOL_LIFE,
    priority: "standard",
    params: z.strictObject({ schoolId: SchoolId, pupilId: PersonId }),
    query: z.strictObject({ to: Day.optional() }),
    replies: { 200: page(PupilNews) },
  }),
  readNoticeSettings: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/notice-settings",
    summary: "How the school tells families",
    roles: [...SCHOOL_LIFE, "office"],
    priority: "standard",
    params: inSchool,
    replies: { 200: NoticeSettings },
  }),
  setNoticeSettings: route({
    method: "PUT",
    path: "/v1/schools/{schoolId}/notice-settings",
    summary: "Decides how the school tells families",
    roles: ["head"],
    priority: "standard",
    params: inSchool,
    body: NewNoticeSettings,
    idempotent: true,
    replies: { 200: NoticeSettings },
  }),
} as const;
