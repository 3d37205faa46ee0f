import type { PersonId } from "@preau/contract";
import type { GuardianSay, Say } from "../import/say.ts";

/** The AAF function that gives each role: a person the school records has one like any other. */
const FUNCTIONS = {
  teacher: { code: "ENS", label: "ENSEIGNEMENT" },
  librarian: { code: "DOC", label: "DOCUMENTATION" },
  cpe: { code: "EDU", label: "EDUCATION" },
  supervisor: { code: "AED", label: "ASSISTANT D'EDUCATION" },
  head: { code: "DIR", label: "DIRECTION" },
  office: { code: "ADM", label: "PERSONNEL ADMINISTRATIF" },
} as const;

export const staffSay = (role: keyof typeof FUNCTIONS): Say["staff"] => ({ functions: [FUNCTIONS[role]] });

/** What the school may correct; `null` takes a correction back. */
export interface Corrections {
  readonly familyName?: string | null | undefined;
  readonly givenName?: string | null | undefined;
  readonly birthDate?: string | null | undefined;
  readonly mail?: string | null | undefined;
  readonly phones?: readonly string[] | null | undefined;
  readonly classCode?: string | null | undefined;
  readonly groupCodes?: readonly string[] | null | undefined;
}

/** A field left out stays; null is no longer said. */
const merge = <T>(before: T | undefined, patch: T | null | undefined): T | undefined =>
  patch === null ? undefined : (patch ?? before);

/** What the school says of somebody once it has corrected it. */
export const correct = (before: Say | undefined, patch: Corrections): Say => {
  const pupil = { ...before?.pupil };
  const speaksOfClass = patch.classCode !== undefined || patch.groupCodes !== undefined;
  return {
    ...before,
    keys: before?.keys ?? [],
    familyName: merge(before?.familyName, patch.familyName),
    givenName: merge(before?.givenName, patch.givenName),
    birthDate: merge(before?.birthDate, patch.birthDate),
    contact: {
      ...before?.contact,
      mail: merge(before?.contact?.mail, patch.mail),
      phones: merge(before?.contact?.phones, patch.phones),
    },
    ...((before?.pupil !== undefined || speaksOfClass) && {
      pupil: {
        ...pupil,
        classCode: merge(pupil.classCode, patch.classCode),
        groupCodes: merge(pupil.groupCodes, patch.groupCodes),
      },
    }),
  };
};

/** What the school says of a pupil once it has spoken of one adult. */
export const withGuardian = (
  before: Say | undefined,
  personId: PersonId,
  rights: Omit<GuardianSay, "personId" | "access"> & { readonly access?: "full" | "none" | undefined },
): Say => {
  const links = before?.pupil?.guardians ?? [];
  const { access, ...said } = rights;
  const link: GuardianSay = {
    ...links.find((one) => one.personId === personId),
    ...said,
    personId,
    ...(access !== undefined && { access: access === "none" ? "none" : undefined }),
  };
  const others = links.filter((one) => one.personId !== personId);
  const guardians = [...others, link].sort((a, b) => (a.personId < b.personId ? -1 : 1));
  return { ...before, keys: before?.keys ?? [], pupil: { ...before?.pupil, guardians } };
};
