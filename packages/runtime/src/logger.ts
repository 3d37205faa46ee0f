import { Logger } from "@aws-lambda-powertools/logger";

/** Every line a function may write: a stable code and its sentence. Operators search by code. */
export const logCatalogue = {
  "request-completed": "a request was answered",
  "request-refused": "a request was refused with a declared problem",
  "request-failed": "a request ended in an error nobody foresaw",
  "event-handled": "a domain event was handled",
  "event-failed": "a domain event could not be handled and returns to its queue",
  "schedule-run": "what was due was done",
  "schedule-failed": "what was due failed and is tried again",
  "events-published": "facts of the table stream reached the bus",
  "publication-failed": "the bus refused facts; the stream batch is tried again",
  "changes-followed": "what is kept beside the records was brought in line with them",
  "changes-not-followed": "what is kept beside the records could not follow; the stream batch is tried again",
  "job-progress": "a long job reports where it is",
  "job-failed": "a long job stopped and returns to its queue",
  "admission-changed": "somebody, or an alarm, changed what the cell refuses",
  "alarm-not-heard": "the state of an alarm could not be followed and is told again",
  "requests-shed": "requests were refused before any work, counted since the last such line",
  "switchboard-unreachable": "the switchboard did not answer; what was known of it still holds",
  "people-changed": "accounts were brought in line with the directory",
  "sign-in-accepted": "somebody signed in",
  "sign-in-refused": "a sign-in was refused",
  "federation-refused": "the word of a federation was not taken; `problem` says why",
  "federation-unmatched": "somebody whom a federation vouches for has no account",
  "federation-linked": "somebody chose or proved the account that a federation leads to",
  "federation-configured": "an administrator changed how the cell knows a federation",
  "signed-out": "somebody was signed out, everywhere or on one device",
  "access-blocked": "a school cut a profile or an account off",
  "access-unblocked": "a school lifted a block before its end",
  "passwords-set": "passwords were set by an administrator",
  "service-entered": "somebody entered a partner service",
  "service-refused": "a partner service was refused",
  "passwords-withdrawn": "a school withdrew the passwords of its people",
  "codes-issued": "a school made codes to print",
  "code-accepted": "somebody proved who they are by a code",
  "code-refused": "a code was refused",
  "password-chosen": "somebody chose a password",
  "accounts-merged": "somebody joined two accounts of theirs",
  "merge-undone": "somebody took two accounts apart again",
  "access-asked": "somebody asked for a code by mail",
  "mails-sent": "ordered mails were handed to the mail service",
} as const;

/** What a line may carry: identifiers, codes and figures. Names, bodies, free text, tokens and addresses have no field here. */
export interface LogFields {
  readonly correlationId?: string;
  readonly route?: string;
  readonly status?: number;
  readonly problem?: string;
  readonly schoolId?: string;
  readonly accountId?: string;
  readonly serviceId?: string;
  readonly event?: string;
  readonly eventId?: string;
  readonly jobId?: string;
  readonly step?: string;
  readonly count?: number;
  readonly ms?: number;
  readonly rru?: number;
  readonly wru?: number;
  readonly roundTrips?: number;
  readonly commands?: Readonly<Record<string, number>>;
  /** Requests refused before any work, by priority, then by reason. */
  readonly refused?: Readonly<Record<"essential" | "standard" | "deferrable", number>>;
  readonly reasons?: Readonly<Record<string, number>>;
  /** Class of an error and its first stack frames: never its message, which may quote data. */
  readonly errorName?: string;
  readonly frames?: readonly string[];
}

const logger = new Logger();

/** Writes one line of the catalogue. */
export const log = (level: "info" | "warn" | "error", code: keyof typeof logCatalogue, fields: LogFields = {}): void =>
  logger[level](logCatalogue[code], { code, ...fields });

/** What may be logged of an error. */
export const errorFields = (error: unknown): Pick<LogFields, "errorName" | "frames"> =>
  error instanceof Error
    ? {
        errorName: error.name,
        frames: (error.stack ?? "")
          .split("\n")
          .filter((line) => /^\s+at /.test(line))
          .slice(0, 4),
      }
    : { errorName: typeof error };
