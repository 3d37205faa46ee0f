import { ClockTime, contract, Instant, MEMBER_ROLES, PersonId, Role, route, Version } from "@preau/contract";
import * as z from "zod";

/** Every capability that may be turned off. Not this one: nobody could turn anything on again. */
export const SWITCHABLE = [
  "attendance",
  "directory",
  "discipline",
  "home",
  "identity",
  "notices",
  "partners",
  "timetable",
] as const;

/** Kinds of schools, as people speak of them when they share hours out. */
export const SCHOOL_LEVELS = ["primary", "college", "lycee", "other"] as const;

const SwitchableCapability = z.enum(SWITCHABLE, "Donnez le nom d’un service qui peut être arrêté.").meta({
  id: "SwitchableCapability",
  description: "A capability that may be turned off by itself",
  examples: ["notices"],
});
const SchoolLevel = z
  .enum(SCHOOL_LEVELS)
  .meta({ id: "SchoolLevel", description: "A kind of school", examples: ["college"] });
export type SchoolLevel = z.output<typeof SchoolLevel>;

const WindowId = z
  .string()
  .regex(/^win_[0-9a-z]{13}$/, "Donnez l’identifiant d’une plage tel que l’API l’a donné.")
  .meta({ id: "AccessWindowId", description: "An access window", examples: ["win_7k2mq4x9d0abc"] });

const reason = z
  .string("Dites pourquoi : les autres opérateurs le liront.")
  .trim()
  .min(3, "Dites pourquoi : les autres opérateurs le liront.")
  .max(300);
const level = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).meta({
  description:
    "0 refuses nothing; 1 what can be put off; 2 that, and one in two of what is neither that nor essential; 3 all but the essential",
});
const until = Instant.meta({ description: "When it ends by itself" });
const version = Version.meta({ description: "The one that was read" });

/** 16 March 2020: long past, so that an example sent as it is changes nothing. */
const AT = "2020-03-16T08:04:00.000Z";
const END = "2020-03-16T12:00:00.000Z";
const why = "Afflux au premier jour du confinement";
const operator = { personId: "per_7k2mq4x9d0abc" as PersonId, role: "operator" as const };

const LevelOrder = z.strictObject({ level, until, reason, version }).meta({
  id: "LevelOrder",
  description: "How far to brown the cell out, until when (12 hours at most), and why",
  examples: [{ level: 2, until: END, reason: why, version: 0 }],
});

const OffOrder = z.strictObject({ until, reason, version }).meta({
  id: "OffOrder",
  description: "Until when a capability stays off (14 days at most), and why",
  examples: [{ until: END, reason: "Menaces envoyées par la messagerie", version: 0 }],
});

const hours = {
  label: z.string().trim().min(1, "Donnez un nom à la plage.").max(80),
  roles: z
    .array(z.enum(MEMBER_ROLES))
    .min(1, "Choisissez au moins un profil.")
    .meta({ description: "Those who come in during these hours only" }),
  levels: z.array(SchoolLevel).min(1).optional().meta({
    description: "Of which schools; of all where it is left out. They are looked up when the window is saved",
  }),
  weekdays: z
    .array(z.int().min(1).max(7))
    .min(1, "Choisissez au moins un jour.")
    .meta({ description: "1 for Monday … 7 for Sunday: the days on which it opens" }),
  from: ClockTime.meta({ description: "On the clock of Paris" }),
  to: ClockTime.meta({ description: "Not included; before `from` or equal to it, it is the next day's" }),
  since: Instant.optional().meta({ description: "From when on it holds; at once where it is left out" }),
  until: Instant.meta({ description: "When it ends by itself: within eight weeks" }),
};
const hoursExample = {
  label: "Élèves des collèges, le matin",
  roles: ["pupil" as const],
  levels: ["college" as const],
  weekdays: [1, 2, 3, 4, 5],
  from: "08:00",
  to: "12:00",
  until: "2020-03-20T18:00:00.000Z",
};

const WindowDraft = z.strictObject(hours).meta({
  id: "AccessWindowDraft",
  description: "Hours outside of which some people are asked to come back later",
  examples: [hoursExample],
});
export type WindowDraft = z.output<typeof WindowDraft>;

const windows = z.array(WindowDraft).min(1, "Donnez au moins une plage.").max(12, "Douze plages au plus.");
const WindowPlan = z.strictObject({ windows }).meta({
  id: "AccessWindowPlan",
  description: "Windows that are not saved yet",
  examples: [{ windows: [hoursExample] }],
});
const WindowOrder = z.strictObject({ windows, reason, version }).meta({
  id: "AccessWindowOrder",
  description: "Windows to save, all together, and why",
  examples: [{ windows: [hoursExample], reason: why, version: 0 }],
});

const Actor = z.object({ personId: PersonId, role: Role });
const decided = { until: Instant, reason: z.string(), by: Actor, at: Instant };
const decidedExample = { until: END, reason: why, by: operator, at: AT };

export const SavedWindow = z
  .object({
    windowId: WindowId,
    ...hours,
    schools: z.int().optional().meta({ description: "How many it names; absent where it names them all" }),
    ...decided,
  })
  .meta({
    id: "AccessWindow",
    description: "Hours outside of which some people are asked to come back later, and who decided them",
    examples: [{ windowId: "win_7k2mq4x9d0abc", schools: 42, ...decidedExample, ...hoursExample }],
  });

const ChangeKind = z.enum([
  "level-set",
  "level-ended",
  "level-raised",
  "level-lowered",
  "capability-off",
  "capability-on",
  "windows-saved",
  "window-ended",
]);

const Change = z
  .object({
    at: Instant,
    kind: ChangeKind,
    text: z.string().meta({ description: "In French" }),
    by: Actor.optional().meta({ description: "Nobody where the alarm did it" }),
    reason: z.string().optional(),
    until: Instant.optional(),
  })
  .meta({
    id: "AdmissionChange",
    description: "Something that was switched: what, by whom, why, until when",
    examples: [{ at: AT, kind: "level-set", text: "Niveau 2 fixé à la main.", by: operator, reason: why, until: END }],
  });
export type Change = z.output<typeof Change>;

export const Admission = z
  .object({
    version: Version.meta({ description: "Of what people decided; the alarm's steps leave it alone" }),
    level,
    setBy: z.enum(["nobody", "alarm", "hand"]),
    text: z.string().meta({ description: "What is refused right now, in French" }),
    hand: z
      .object({ level, ...decided })
      .optional()
      .meta({ description: "The level set by hand: it wins" }),
    alarm: z.object({
      level,
      ringing: z.array(z.string()).meta({ description: "Alarms that say right now that the essential are refused" }),
      since: Instant.optional().meta({ description: "Of its last step" }),
    }),
    off: z.array(z.object({ capability: SwitchableCapability, ...decided })),
    windows: z.array(SavedWindow),
    changes: z.array(Change).meta({ description: "The last twenty, the latest first" }),
  })
  .meta({
    id: "Admission",
    description: "What the cell refuses right now and to whom, since when, by whom, and why",
    examples: [
      {
        version: 1,
        level: 2,
        setBy: "hand",
        text: "Niveau 2 : ce qui peut attendre est refusé.",
        hand: { level: 2, ...decidedExample },
        alarm: { level: 0, ringing: [] },
        off: [],
        windows: [],
        changes: [],
      },
    ],
  });
export type Admission = z.output<typeof Admission>;

const Hour = z.enum(["open", "closed", "partly"]);
const hoursOfDay = z.array(Hour).length(24);

export const WindowPreview = z
  .object({
    text: z.string().meta({ description: "What the plan would change, in French" }),
    lines: z.array(
      z.object({
        role: Role,
        level: SchoolLevel,
        schools: z.int(),
        classes: z.int().meta({ description: "Of these schools: how many people that is, roughly" }),
        hoursLost: z.int().meta({ description: "Of the 168 of the week to come, those no longer wholly open" }),
        days: z.array(z.object({ day: z.iso.date(), before: hoursOfDay, after: hoursOfDay })),
      }),
    ),
  })
  .meta({
    id: "AccessWindowPreview",
    description:
      "For each role and kind of school that a window concerns, each hour of the week to come, as it is and as planned",
    examples: [
      {
        text: "Ce plan change l’accès des élèves de 42 collèges.",
        lines: [
          {
            role: "pupil",
            level: "college",
            schools: 42,
            classes: 870,
            hoursLost: 20,
            days: [{ day: "2020-03-16", before: Array(24).fill("open"), after: Array(24).fill("open") }],
          },
        ],
      },
    ],
  });

/** Changes what is refused: must work when everything else is refused. */
const command = { priority: "essential", roles: ["operator"], replies: { 200: Admission } } as const;
const LEVEL = "/v1/admission/level";
const OFF = "/v1/admission/capabilities/{capability}/off";
const capability = z.strictObject({ capability: SwitchableCapability });

export const admissionContract = contract({
  name: "admission",
  title: "What is refused when there is too much of everything",
  problems: {
    "windows-too-large": {
      status: 422,
      title: "Ces plages nomment trop d’établissements à la fois : regroupez-les, ou visez tous les établissements.",
    },
  },
  routes: {
    readAdmission: route({
      method: "GET",
      path: "/v1/admission",
      summary: "What the cell refuses right now and to whom, since when, by whom and why, with the last twenty changes",
      roles: ["operator", "authority"],
      priority: "essential",
      replies: { 200: Admission },
    }),
    setLevel: route({
      ...command,
      method: "PUT",
      path: LEVEL,
      summary: "Set the brown-out level by hand; within ten seconds it holds everywhere, and over the alarm",
      body: LevelOrder,
      idempotent: true,
    }),
    endLevel: route({
      ...command,
      method: "DELETE",
      path: LEVEL,
      summary: "Give the level back to the alarm; ending again changes nothing",
    }),
    switchCapabilityOff: route({
      ...command,
      method: "PUT",
      path: OFF,
      summary: "Turn one capability off, its essential routes too; the others are not touched",
      params: capability,
      body: OffOrder,
      idempotent: true,
    }),
    switchCapabilityOn: route({
      ...command,
      method: "DELETE",
      path: OFF,
      summary: "Turn a capability on before its end; again changes nothing",
      params: capability,
    }),
    previewWindows: route({
      method: "POST",
      path: "/v1/admission/windows/preview",
      summary: "What windows would change, hour by hour of the week to come; nothing is saved",
      roles: ["operator", "authority"],
      priority: "essential",
      body: WindowPlan,
      replies: { 200: WindowPreview },
    }),
    saveWindows: route({
      ...command,
      method: "POST",
      path: "/v1/admission/windows",
      summary: "Save windows, all or none, with their end; essential routes and signing in stay open",
      body: WindowOrder,
      problems: ["windows-too-large"],
      idempotent: true,
    }),
    endWindow: route({
      ...command,
      method: "DELETE",
      path: "/v1/admission/windows/{windowId}",
      summary: "End a window before its time; ending again changes nothing",
      params: z.strictObject({ windowId: WindowId }),
    }),
  },
});
