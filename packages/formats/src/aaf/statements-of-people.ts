import { linkKey } from "../link-key.ts";
import type { LineProblem } from "../problem.ts";
import type {
  GuardianStatement,
  PersonStatement,
  PupilStatement,
  StaffStatement,
  StatedContact,
} from "../statement.ts";
import type { AafGuardian } from "./guardian.ts";
import type { AafPerson, AafStructureCode } from "./person.ts";
import type { AafPupil } from "./pupil.ts";
import type { AafEntry } from "./read-aaf.ts";
import type { AafStaff, AafTaught } from "./staff.ts";

/** The schools of a delivery. */
export interface SchoolsOfDelivery {
  /** An academy delivers its own schools only, so one code makes all the join ids unique. */
  readonly academy: string;
  /** By join id. */
  readonly uais: ReadonlyMap<string, string>;
}

/** What an adult's entry says; their children are said by the pupils. */
export function guardianStatement(
  guardian: AafGuardian,
  { file, line }: AafEntry,
  { academy }: SchoolsOfDelivery,
): GuardianStatement {
  const { mail, mobiles, homePhone, workPhone, smsConsent, addressSharing, address } = guardian;
  const phones = [...mobiles, ...[homePhone, workPhone].filter((phone) => phone !== undefined)];
  const contact = { mail, phones: someOf(phones), smsConsent, addressSharing, address };
  return { kind: "guardian", file, line, ...person(guardian, academy, contact) };
}

/** What a pupil's entry says. A school that is not delivered refuses the pupil; a class of another school than theirs is left out. */
export function pupilStatements(
  pupil: AafPupil,
  { file, line }: AafEntry,
  { academy, uais }: SchoolsOfDelivery,
): readonly (PupilStatement | LineProblem)[] {
  const schoolId = uais.get(pupil.structure);
  if (schoolId === undefined) {
    const message = `L’établissement « ${pupil.structure} » de cet élève n’est pas dans la livraison : l’élève n’est pas importé. Ajoutez l’établissement à l’export.`;
    return [{ file, line, level: "refused", code: "missing", attribute: "ENTPersonStructRattach", message }];
  }
  const { ine, elenoet, mail, phone, address, mef, level, regime, options, enteredOn, leftOn } = pupil;
  const contact = { mail, phones: phone === undefined ? undefined : [phone], address };
  const { keys, ...rest } = person(pupil, academy, contact);
  const [classCode] = codesIn(pupil.classes, pupil.structure);
  const statement: PupilStatement = {
    kind: "pupil",
    file,
    line,
    schoolId,
    keys: [
      ...keys,
      ...(ine === undefined ? [] : [linkKey.ine(ine)]),
      ...(elenoet === undefined ? [] : [linkKey.elenoet(schoolId, elenoet)]),
    ],
    ...rest,
    ine,
    elenoet,
    mef,
    level,
    regime,
    options,
    enteredOn,
    leftOn,
    classCode,
    groupCodes: codesIn(pupil.groups, pupil.structure),
    guardians: pupil.guardians.map(({ jointure, kinship, level, paysFees }) => {
      return { key: linkKey.jointure(academy, jointure), kinship, level, paysFees };
    }),
  };
  const elsewhere = [...pupil.classes, ...pupil.groups].filter(({ structure }) => structure !== pupil.structure);
  return [...elsewhere.map((code) => ofAnotherSchool(code, file, line)), statement];
}

function ofAnotherSchool({ structure, code }: AafStructureCode, file: string, line: number): LineProblem {
  const message = `« ${code} » est une classe ou un groupe de l’établissement « ${structure} », qui n’est pas celui de l’élève : l’affectation est ignorée.`;
  return { file, line, level: "warning", code: "invalid", attribute: "ENTEleveClasses", message };
}

/**
 * What a member of staff's entry says, once for each delivered school where they hold a function; another school says it itself.
 * The academies name people of the national staff base, whose STS type is `epp` (not verified on a real file).
 */
export function staffStatements(
  staff: AafStaff,
  { file, line }: AafEntry,
  { academy, uais }: SchoolsOfDelivery,
): readonly StaffStatement[] {
  const bySchool = Map.groupBy(staff.functions, ({ structure }) => structure);
  return [...bySchool].flatMap(([structure, functions]) => {
    const schoolId = uais.get(structure);
    if (schoolId === undefined) return [];
    const { keys, ...rest } = person(staff, academy, { mail: staff.mail });
    const sts = staff.stsId === undefined ? undefined : { type: "epp", id: staff.stsId };
    const disciplines = functions.flatMap(({ disciplineCode: code, discipline: label }) => {
      return code === undefined ? [] : [{ code, label }];
    });
    const statement: StaffStatement = {
      kind: "staff",
      file,
      line,
      schoolId,
      keys: [...keys, ...(sts === undefined ? [] : [linkKey.sts(academy, sts.type, sts.id)])],
      ...rest,
      functions: functions.map(({ code, label }) => ({ code, label })),
      sts,
      disciplines,
      teaches: [...taughtIn(staff.classes, structure, "class"), ...taughtIn(staff.groups, structure, "group")],
      headTeacherOf: codesIn(staff.headTeacherOf, structure),
    };
    return [statement];
  });
}

function taughtIn(
  taught: readonly AafTaught[],
  at: string,
  audience: "class" | "group",
): NonNullable<StaffStatement["teaches"]> {
  return taught
    .filter(({ structure }) => structure === at)
    .map(({ code, subjects }) => ({ audience, code, subjects: subjects.map((subject) => ({ code: subject })) }));
}

function codesIn(codes: readonly AafStructureCode[], at: string): readonly string[] {
  return codes.filter(({ structure }) => structure === at).map(({ code }) => code);
}

function person(
  { jointure, familyName, birthName, givenName, otherGivenNames, birthDate, title }: AafPerson,
  academy: string,
  contact: StatedContact,
): PersonStatement {
  return {
    keys: [linkKey.jointure(academy, jointure)],
    familyName: birthName ?? familyName,
    usualName: birthName === undefined || birthName === familyName ? undefined : familyName,
    givenName,
    otherGivenNames: someOf(otherGivenNames.filter((name) => name !== givenName)),
    birthDate,
    title: title === "Mlle" ? "Mme" : title,
    contact,
  };
}

function someOf<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length === 0 ? undefined : items;
}
