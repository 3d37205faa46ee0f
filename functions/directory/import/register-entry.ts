import type { AafCategory } from "@preau/formats/aaf/file-name";
import { mapGuardian } from "@preau/formats/aaf/guardian";
import { mapMef } from "@preau/formats/aaf/mef";
import type { AafEntry } from "@preau/formats/aaf/read-aaf";
import { mapSubject } from "@preau/formats/aaf/subject";
import type { ImportIssue } from "../contract.ts";
import { addMember, type DeliveryIndex, personOf } from "./delivery-index.ts";
import { readPupil } from "./read-pupil.ts";
import { readSchool } from "./read-school.ts";
import { readStaff } from "./read-staff.ts";
import { issueAt, issuesOf } from "./reading.ts";

/** Whether a record will be written, and what the report says of it. */
export interface Outcome {
  readonly accepted: boolean;
  readonly issues: readonly ImportIssue[];
}

/** One record a person: a second one would undo the first at each import. */
const onePerPerson = (entry: AafEntry, joinId: string, index: DeliveryIndex, accept: () => void): Outcome["issues"] => {
  if (index.people.has(joinId))
    return [
      issueAt(entry, "error", "duplicate", `L’identifiant ${joinId} a déjà servi plus haut : cette fiche est ignorée.`),
    ];
  index.people.add(joinId);
  accept();
  return [];
};

const register: Readonly<Record<AafCategory, (entry: AafEntry, index: DeliveryIndex) => Outcome>> = {
  EtabEducNat: (entry, index) => {
    const { value, issues } = readSchool(entry, index);
    if (value === undefined) return { accepted: false, issues };
    const { structure, ...school } = value;
    index.academy ??= school.content.academy;
    index.schools.set(structure, school);
    index.members.set(school.schoolId, new Set());
    return { accepted: true, issues };
  },
  MatiereEducNat: (entry, index) => {
    const mapped = mapSubject(entry);
    if (mapped.value !== undefined) index.subjects.set(mapped.value.code, mapped.value.label);
    return { accepted: mapped.value !== undefined, issues: issuesOf(entry, mapped) };
  },
  MefEducNat: (entry) => {
    const mapped = mapMef(entry);
    return { accepted: mapped.value !== undefined, issues: issuesOf(entry, mapped) };
  },
  PersRelEleve: (entry, index) => {
    const mapped = mapGuardian(entry);
    const issues = issuesOf(entry, mapped);
    if (mapped.value === undefined) return { accepted: false, issues };
    const { jointure } = mapped.value;
    const { file, line } = entry;
    const doubled = onePerPerson(entry, jointure, index, () => index.guardians.set(jointure, { file, line }));
    return { accepted: doubled.length === 0, issues: [...issues, ...doubled] };
  },
  Eleve: (entry, index) => {
    const { value, issues } = readPupil(entry, index);
    if (value === undefined) return { accepted: false, issues };
    const { joinId, personId: pupilId, structure, school, guardians } = value;
    const doubled = onePerPerson(entry, joinId, index, () => {
      addMember(index, school.schoolId, pupilId);
      for (const { jointure, level, kinship } of guardians) {
        addMember(index, school.schoolId, personOf(index, jointure));
        const children = index.guardianships.get(jointure) ?? [];
        children.push({ structure, pupilId, level, kinship });
        index.guardianships.set(jointure, children);
      }
    });
    return { accepted: doubled.length === 0, issues: [...issues, ...doubled] };
  },
  PersEducNat: (entry, index) => {
    const { value, issues } = readStaff(entry, index);
    if (value === undefined) return { accepted: false, issues };
    const doubled = onePerPerson(entry, value.joinId, index, () => {
      for (const { school, personId } of value.schools) addMember(index, school.schoolId, personId);
    });
    return { accepted: doubled.length === 0, issues: [...issues, ...doubled] };
  },
};

/** Checks one record against those before it and notes what the rest of the delivery may refer to. */
export const registerEntry = (entry: AafEntry, index: DeliveryIndex): Outcome => {
  if (entry.operation === "add") return register[entry.category](entry, index);
  const message = `Une livraison complète ne contient que des ajouts (addRequest) : cette demande « ${entry.operation} » est ignorée.`;
  return { accepted: false, issues: [issueAt(entry, "error", "not-an-addition", message)] };
};
