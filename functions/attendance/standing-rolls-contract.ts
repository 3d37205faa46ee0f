import {
  AudienceId,
  ClockTime,
  Day,
  Instant,
  PersonId,
  page,
  Role,
  route,
  SCHOOL_LIFE,
  SchoolId,
  Version,
} from "@preau/contract";
import * as z from "zod";

const inSchool = z.strictObject({ schoolId: SchoolId });
const RollId = z
  .string()
  .regex(/^rol_[0-9a-z]{13}$/, "Donnez l’identifiant d’un appel tel que la liste le donne.")
  .meta({ id: "RollId", description: "A roll called outside lessons", examples: ["rol_7k2mq4x9d0abc"] });
const ofRoll = z.strictObject({ schoolId: SchoolId, rollId: RollId });
const ofCall = z.strictObject({ schoolId: SchoolId, rollId: RollId, day: Day });

/** A whole boarding house. */
export const MOST_CALLED = 1_000;

const Kind = z.enum(["boarding", "canteen", "study", "other"]);
const label = z.string().trim().min(1).max(60);
const Named = z
  .array(z.strictObject({ pupilId: PersonId, classId: AudienceId }))
  .max(500)
  .default([]);
const meant = { audienceIds: z.array(AudienceId).max(80).default([]), pupils: Named };

const rollExample = { kind: "boarding", label: "Internat, premier étage", start: "21:00", end: "21:30" } as const;
const named = { pupilId: "per_7k2mq4x9d0abc", classId: "aud_7k2mq4x9d0abc" };

export const NewStandingRoll = z
  .strictObject({ kind: Kind, label, start: ClockTime, end: ClockTime, ...meant })
  .refine(({ start, end }) => start < end, {
    path: ["end"],
    message: "La fin précède le début : corrigez l’une des heures.",
  })
  .meta({
    id: "NewStandingRoll",
    description:
      "A roll called outside lessons: boarders in the evening, half-boarders at noon. The school keeps its list",
    examples: [{ ...rollExample, audienceIds: [], pupils: [named] }],
  });

const shownExample = {
  schoolId: "0990001N",
  rollId: "rol_7k2mq4x9d0abc",
  ...rollExample,
  pupils: 1,
  version: 1,
  closed: false,
} as const;

export const StandingRoll = z
  .object({
    schoolId: SchoolId,
    rollId: RollId,
    kind: Kind,
    label: z.string(),
    start: ClockTime,
    end: ClockTime,
    pupils: z.int(),
    version: Version,
    closed: z.boolean().meta({ description: "No longer called" }),
  })
  .meta({ id: "StandingRoll", description: "A roll called outside lessons", examples: [shownExample] });

const StandingRollChange = z
  .strictObject({
    version: Version,
    label: label.exactOptional(),
    start: ClockTime.exactOptional(),
    end: ClockTime.exactOptional(),
    closed: z.boolean().exactOptional(),
    add: z.strictObject(meant).default({ audienceIds: [], pupils: [] }),
    remove: z.array(PersonId).max(500).default([]),
  })
  .meta({
    id: "StandingRollChange",
    description: "Who comes on the roll and who goes, its hour, whether it is still called",
    examples: [{ version: 1, add: { audienceIds: [], pupils: [named] }, remove: [] }],
  });

const Said = z.enum(["present", "absent", "late"]);
const minutesLate = z.int().min(1).max(240);

const StandingCall = z
  .object({
    schoolId: SchoolId,
    rollId: RollId,
    kind: Kind,
    label: z.string(),
    day: Day,
    start: ClockTime,
    end: ClockTime,
    state: z.enum(["to-do", "done"]),
    version: Version,
    submittedAt: Instant.nullable(),
    pupils: z.array(
      z.object({
        schoolId: SchoolId,
        pupilId: PersonId,
        familyName: z.string(),
        givenName: z.string(),
        className: z.string(),
        status: z.enum([...Said.options, "conflict"]),
        minutesLate: minutesLate.optional(),
        claims: z
          .array(z.object({ status: Said, minutesLate: minutesLate.optional(), byRole: Role, at: Instant }))
          .optional()
          .meta({ description: "What people who did not know of each other said, to settle" }),
      }),
    ),
  })
  .meta({
    id: "StandingCall",
    description: "The sheet of a call outside lessons",
    examples: [
      {
        schoolId: "0990001N",
        rollId: "rol_7k2mq4x9d0abc",
        ...rollExample,
        day: "2026-11-23",
        state: "to-do",
        version: 0,
        submittedAt: null,
        pupils: [
          {
            schoolId: "0990001N",
            pupilId: "per_7k2mq4x9d0abc",
            familyName: "MARLOW",
            givenName: "Nina",
            className: "6A",
            status: "present",
          },
        ],
      },
    ],
  });

const StandingCallSubmission = z
  .strictObject({
    version: Version.meta({ description: "The version of the sheet that was on screen" }),
    calledAt: Instant.exactOptional(),
    marks: z
      .array(z.strictObject({ pupilId: PersonId, status: Said, minutesLate: minutesLate.exactOptional() }))
      .max(MOST_CALLED),
  })
  .meta({
    id: "StandingCallSubmission",
    description: "Who is not simply there; an empty list says that nobody is missing",
    examples: [{ version: 0, marks: [{ pupilId: "per_7k2mq4x9d0abc", status: "absent" }] }],
  });

const StandingCallReceipt = z
  .object({
    schoolId: SchoolId,
    rollId: RollId,
    day: Day,
    version: Version,
    absent: z.int(),
    late: z.int(),
    conflicts: z.int(),
    submittedAt: Instant,
  })
  .meta({
    id: "StandingCallReceipt",
    description: "What was recorded",
    examples: [
      {
        schoolId: "0990001N",
        rollId: "rol_7k2mq4x9d0abc",
        day: "2026-11-23",
        version: 1,
        absent: 1,
        late: 0,
        conflicts: 0,
        submittedAt: "2026-11-23T20:05:00.000Z",
      },
    ],
  });

export const standingRollProblems = {
  "too-many-pupils": { status: 422, title: "Un appel compte au plus mille élèves : faites-en plusieurs." },
  "roll-not-open": { status: 422, title: "Cet appel ouvre une heure avant son début." },
  "roll-closed": { status: 409, title: "Cet appel n’est plus fait : rouvrez-le ou choisissez-en un autre." },
} as const;

/** Calls outside lessons. */
export const standingRollRoutes = {
  createStandingRoll: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/standing-rolls",
    summary: "Makes a roll that is called outside lessons (boarders, canteen, study)",
    roles: ["cpe", "head"],
    priority: "standard",
    params: inSchool,
    body: NewStandingRoll,
    idempotent: true,
    replies: { 201: StandingRoll },
    problems: ["pupil-not-in-class", "too-many-pupils"],
  }),
  listStandingRolls: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/standing-rolls",
    summary: "The rolls called outside lessons, by hour",
    roles: SCHOOL_LIFE,
    priority: "standard",
    params: inSchool,
    replies: {
      200: page(StandingRoll),
    },
  }),
  changeStandingRoll: route({
    method: "POST",
    path: "/v1/schools/{schoolId}/standing-rolls/{rollId}/changes",
    summary: "Changes who is called, when, or whether at all",
    roles: ["cpe", "head"],
    priority: "standard",
    params: ofRoll,
    body: StandingRollChange,
    idempotent: true,
    replies: { 200: StandingRoll },
    problems: ["pupil-not-in-class", "too-many-pupils"],
  }),
  readStandingCall: route({
    method: "GET",
    path: "/v1/schools/{schoolId}/standing-rolls/{rollId}/calls/{day}",
    summary: "The sheet of a roll on a day",
    roles: SCHOOL_LIFE,
    priority: "essential",
    params: ofCall,
    replies: { 200: StandingCall },
  }),
  submitStandingCall: route({
    method: "PUT",
    path: "/v1/schools/{schoolId}/standing-rolls/{rollId}/calls/{day}",
    summary: "Calls a roll outside lessons, or corrects it; who is missing is shown to school life",
    roles: SCHOOL_LIFE,
    priority: "essential",
    params: ofCall,
    body: StandingCallSubmission,
    idempotent: true,
    replies: { 200: StandingCallReceipt },
    problems: ["roll-not-open", "roll-closed"],
  }),
} as const;
