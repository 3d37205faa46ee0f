import { plainName } from "@preau/formats/link-key";
import type { GuardianStatement, GuardianshipStatement, LinkKey, PupilStatement } from "@preau/formats/statement";
import type { ImportIssue } from "../contract.ts";
import type { Known } from "./known-people.ts";
import { issueAt } from "./reading.ts";
import { keyOf, ofKind, type SchoolDelivery } from "./school-delivery.ts";

/** One adult of one pupil, both by a key; whichever of the two said it. */
export interface StatedGuardianship extends GuardianshipStatement {
  readonly pupil: LinkKey;
  readonly guardian: LinkKey;
}

/** First keys of pupils by what a guardian's record may call them: another key, or names and class. */
const openPupilNames = (pupils: readonly PupilStatement[], known: readonly Known[]) => {
  const byName = new Map<string, { readonly key: LinkKey; readonly classCode?: string | undefined }[]>();
  const note = (family: string, given: string, key: LinkKey, classCode: string | undefined) => {
    const name = plainName(`${family} ${given}`);
    byName.set(name, [...(byName.get(name) ?? []), { key, classCode }]);
  };
  for (const pupil of pupils) {
    note(pupil.familyName, pupil.givenName, keyOf(pupil), pupil.classCode);
    if (pupil.usualName !== undefined) note(pupil.usualName, pupil.givenName, keyOf(pupil), pupil.classCode);
  }
  if (pupils.length === 0)
    for (const { content } of known) {
      const [key] = content.links ?? [];
      if (content.pupil !== undefined && key !== undefined)
        note(content.familyName, content.givenName, key, content.pupil.audiences[0]?.label);
    }
  return (familyName: string, givenName: string, classLabel: string | undefined): LinkKey | undefined => {
    const named = byName.get(plainName(`${familyName} ${givenName}`)) ?? [];
    const inClass = named.filter(({ classCode }) => classCode === classLabel);
    const [only, ...others] = named.length > 1 ? inClass : named;
    return others.length === 0 ? only?.key : undefined;
  };
};

const NOBODY =
  "Ce responsable est lié à un élève que rien ne permet de retrouver avec certitude (absent, ou homonymes) : ce lien est ignoré. Vérifiez le nom et la classe de l’élève.";

/** Who answers for whom, from pupils' records and from adults'. A level 1 link wins over a weaker one between the same two. */
export const guardianshipsOf = (
  { people }: Pick<SchoolDelivery, "people">,
  known: readonly Known[],
): { readonly links: readonly StatedGuardianship[]; readonly issues: readonly ImportIssue[] } => {
  const pupils = ofKind(people, "pupil");
  const firstKeys = new Map(pupils.flatMap((pupil) => pupil.keys.map((key) => [key, keyOf(pupil)] as const)));
  const findNamed = openPupilNames(pupils, known);
  const issues: ImportIssue[] = [];
  const ofGuardian = (guardian: GuardianStatement): readonly StatedGuardianship[] =>
    (guardian.children ?? []).flatMap((child) => {
      const { level, kinship, contactPriority, paysFees, housesPupil } = child;
      const pupil =
        "key" in child
          ? (firstKeys.get(child.key) ?? child.key)
          : findNamed(child.named.familyName, child.named.givenName, child.named.classLabel);
      if (pupil !== undefined)
        return [{ pupil, guardian: keyOf(guardian), level, kinship, contactPriority, paysFees, housesPupil }];
      issues.push(issueAt({ ...guardian, id: "" }, "error", "unknown-pupil", NOBODY));
      return [];
    });
  const all = [
    ...pupils.flatMap((pupil) =>
      (pupil.guardians ?? []).map(
        ({ key, ...link }): StatedGuardianship => ({ ...link, pupil: keyOf(pupil), guardian: key }),
      ),
    ),
    ...ofKind(people, "guardian").flatMap(ofGuardian),
  ];
  const strongestLast = [...all].sort((a, b) => b.level - a.level);
  return {
    links: [...new Map(strongestLast.map((link) => [`${link.pupil} ${link.guardian}`, link])).values()],
    issues,
  };
};
