import type { PersonId } from "@preau/contract";
import type { LinkKey, PersonStatement, StatedContact, Statement } from "@preau/formats/statement";
import type { Guardianship } from "../person.ts";

interface Code {
  readonly code: string;
  readonly label?: string | undefined;
}

/** A class or a group that a source says somebody teaches. */
export interface TaughtSay {
  readonly audience: "class" | "group";
  readonly code: string;
  readonly subjects: readonly { readonly code: string; readonly label: string }[];
}

type Patch<T> = { readonly [Name in keyof T]?: T[Name] | undefined };

/** What a source says of one adult of a pupil; the school may say less than a whole link when it only corrects one. */
export interface GuardianSay extends Patch<Guardianship> {
  readonly personId: PersonId;
}

export interface PupilSay {
  readonly ine?: string | undefined;
  readonly elenoet?: string | undefined;
  readonly eleveId?: string | undefined;
  readonly mef?: Code | undefined;
  readonly level?: string | undefined;
  readonly regime?: string | undefined;
  readonly options?: readonly Code[] | undefined;
  readonly enteredOn?: string | undefined;
  readonly leftOn?: string | undefined;
  readonly classCode?: string | undefined;
  readonly groupCodes?: readonly string[] | undefined;
  readonly guardians?: readonly GuardianSay[] | undefined;
}

export interface StaffSay {
  readonly functions: readonly Code[];
  readonly disciplines?: readonly Code[] | undefined;
  readonly sts?: { readonly type: string; readonly id: string } | undefined;
  readonly teaches?: readonly TaughtSay[] | undefined;
  readonly headTeacherOf?: readonly string[] | undefined;
}

/**
 * What one source says of one person of one school, with adults named by our ids. What is left out is not said; the school itself
 * (`manual`) says only what it corrects.
 */
export interface Say {
  readonly keys: readonly LinkKey[];
  readonly familyName?: string | undefined;
  readonly birthName?: string | undefined;
  readonly givenName?: string | undefined;
  readonly otherGivenNames?: readonly string[] | undefined;
  readonly title?: string | undefined;
  readonly sex?: "M" | "F" | undefined;
  readonly birthDate?: string | undefined;
  readonly contact?: StatedContact | undefined;
  readonly pupil?: PupilSay | undefined;
  /** An adult of pupils: which ones is said of the pupils. */
  readonly guardian?: true | undefined;
  readonly staff?: StaffSay | undefined;
}

export type PersonKind = "pupil" | "guardian" | "staff";
export type StatedPerson = Extract<Statement, { kind: PersonKind }>;

/** Labels of subjects, by code, as the delivery gives them. */
export type Labels = ReadonlyMap<string, string>;

const namesOf = ({ familyName, usualName, givenName, otherGivenNames, title, sex, birthDate }: PersonStatement) => ({
  familyName: usualName ?? familyName,
  birthName: usualName === undefined || usualName === familyName ? undefined : familyName,
  givenName,
  otherGivenNames: otherGivenNames?.length === 0 ? undefined : otherGivenNames,
  title,
  sex,
  birthDate,
});

const detailsOf = (
  statement: StatedPerson,
  labels: Labels,
  guardians: readonly GuardianSay[] | undefined,
): Pick<Say, PersonKind> => {
  if (statement.kind === "guardian") return { guardian: true };
  if (statement.kind === "staff") {
    const { functions, disciplines, sts, teaches, headTeacherOf } = statement;
    return {
      staff: {
        functions,
        disciplines,
        sts,
        headTeacherOf,
        teaches: teaches?.map(({ audience, code, subjects }) => ({
          audience,
          code,
          subjects: subjects.map(({ code: subject, label }) => {
            const known = subject ?? label ?? "";
            return { code: known, label: label ?? labels.get(known) ?? known };
          }),
        })),
      },
    };
  }
  const { ine, elenoet, eleveId, mef, level, regime, options, enteredOn, leftOn, classCode, groupCodes } = statement;
  return {
    pupil: {
      ine,
      elenoet,
      eleveId,
      mef: mef && { code: mef.code, label: mef.label ?? labels.get(mef.code) },
      level,
      regime,
      options: options?.map(({ code, label }) => ({ code, label: label ?? labels.get(code) })),
      enteredOn,
      leftOn,
      classCode,
      groupCodes,
      guardians,
    },
  };
};

/** What a statement says, once its guardians are known by our ids. */
export const sayOf = (statement: StatedPerson, labels: Labels, guardians?: readonly GuardianSay[]): Say => ({
  keys: statement.keys,
  ...namesOf(statement),
  contact: statement.contact,
  ...detailsOf(statement, labels, guardians),
});

/**
 * What a source says once it has spoken again. A delivery without addresses, or without the file of guardians, takes nothing back:
 * contact, guardians and classes are replaced only by a delivery that speaks of them.
 */
export const sayAgain = (before: Say | undefined, now: Say): Say => ({
  ...now,
  contact: now.contact ?? before?.contact,
  ...(now.pupil !== undefined && {
    pupil: {
      ...now.pupil,
      guardians: now.pupil.guardians ?? before?.pupil?.guardians,
      classCode: now.pupil.classCode ?? before?.pupil?.classCode,
      groupCodes: now.pupil.groupCodes ?? before?.pupil?.groupCodes,
    },
  }),
});
