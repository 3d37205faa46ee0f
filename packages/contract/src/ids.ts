import * as z from "zod";

/** UAI: seven digits and a key letter. The letter is checked by the importers (a wrong one is a warning), never here. */
export const SchoolId = z
  .string()
  .regex(/^[0-9]{7}[A-Z]$/, "Donnez l’UAI de l’établissement : sept chiffres et une lettre.")
  .brand<"SchoolId">()
  .meta({ id: "SchoolId", description: "UAI of the school", examples: ["0990001N"] });
export type SchoolId = z.output<typeof SchoolId>;

const derived = <const Prefix extends string, const Brand extends string>(prefix: Prefix, brand: Brand, what: string) =>
  z
    .string()
    .regex(
      new RegExp(`^${prefix}_[0-9a-z]{13}$`),
      `Donnez un identifiant tel que l’API l’a donné : ${prefix}_ et treize caractères.`,
    )
    .brand<Brand>()
    .meta({ id: brand, description: what, examples: [`${prefix}_7k2mq4x9d0abc`] });

/** A person of the cell: pupil, guardian or member of staff. The same person has the same id in every school. */
export const PersonId = derived("per", "PersonId", "A pupil, a guardian or a member of staff");
export type PersonId = z.output<typeof PersonId>;

/** A class (division) or a teaching group (groupe) of one school. */
export const AudienceId = derived("aud", "AudienceId", "A class or a teaching group");
export type AudienceId = z.output<typeof AudienceId>;

/** A room: an entity of its own, so that occupancy can be answered. */
export const RoomId = derived("roo", "RoomId", "A room of the school");
export type RoomId = z.output<typeof RoomId>;

/** What signs in. One account may act as several persons. */
export const AccountId = derived("acc", "AccountId", "A sign-in account");
export type AccountId = z.output<typeof AccountId>;

/** One dated lesson: its main audience, its weekly slot and its day. `lessonIdOf` of `@preau/calendar` builds it. */
export const LessonId = z
  .string()
  .regex(/^les_[0-9a-z]{19}_[0-9]{8}$/, "Donnez l’identifiant d’un cours tel que l’emploi du temps l’a donné.")
  .brand<"LessonId">()
  .meta({ id: "LessonId", description: "One lesson on one day", examples: ["les_7k2mq4x9d0abc3f8z1q_20261123"] });
export type LessonId = z.output<typeof LessonId>;

/** A calendar day in the school's time zone. */
export const Day = z
  .string()
  .regex(/^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/, {
    error: "Donnez un jour sous la forme AAAA-MM-JJ.",
    abort: true,
  })
  .refine(
    (day) => new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) ?? false,
    "Ce jour n’existe pas : corrigez la date.",
  )
  .meta({ id: "Day", description: "A day in the school's time zone", examples: ["2026-11-23"] });
export type Day = z.output<typeof Day>;

/** A time of day on the school's clock. */
export const ClockTime = z
  .string()
  .regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, "Donnez une heure sous la forme HH:MM.")
  .meta({ id: "ClockTime", description: "A time on the school's clock", examples: ["08:00"] });
export type ClockTime = z.output<typeof ClockTime>;

/** An instant in UTC. */
export const Instant = z.iso
  .datetime()
  .meta({ id: "Instant", description: "An instant in UTC", examples: ["2026-11-23T07:04:00.000Z"] });
export type Instant = z.output<typeof Instant>;

/** The optimistic lock of a mutable item; 0 means "does not exist yet". */
export const Version = z
  .int()
  .min(0)
  .meta({ id: "Version", description: "Version of the item read", examples: [1] });
