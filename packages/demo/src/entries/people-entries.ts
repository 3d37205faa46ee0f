import type { AafEntryToWrite, AafGuardian, AafPupil, AafStaff, AafStructureCode, AafTaught } from "@preau/formats";
import { addressAttributes, entryOf, personAttributes } from "./entry.ts";

/** A pupil as an `Eleve` entry. The last two parts of a guardian's link, whose meaning is not verified, are written as seen: 1 and 0. */
export function pupilEntry(pupil: AafPupil): AafEntryToWrite {
  return entryOf(pupil.jointure, {
    ...personAttributes(pupil),
    ...addressAttributes(pupil.address),
    ENTEleveINE: pupil.ine,
    ENTEleveStructRattachId: pupil.elenoet,
    homePhone: pupil.phone,
    ENTElevePersRelEleve: pupil.guardians.map(
      ({ jointure, kinship, paysFees, level }) => `${jointure}$${kinship}$${paysFees ? 1 : 0}$${level}$1$0`,
    ),
    ENTEleveBoursier: pupil.scholarship,
    ENTEleveRegime: pupil.regime,
    ENTEleveTransport: pupil.transport,
    ENTEleveStatutEleve: pupil.status,
    ENTEleveMEF: pupil.mef?.code,
    ENTEleveLibelleMEF: pupil.mef?.label,
    ENTEleveNivFormation: pupil.level,
    ENTEleveFiliere: pupil.mef?.label,
    ENTEleveEnseignements: pupil.options.map(({ label }) => label ?? ""),
    ENTEleveCodeEnseignements: pupil.options.map(({ code }) => code),
    ENTPersonStructRattach: pupil.structure,
    ENTEleveClasses: pupil.classes.map(joined),
    ENTEleveGroupes: pupil.groups.map(joined),
    ENTEleveDateEntreeClasses: pupil.classes.map(({ structure, code }) => `${structure}$01/09/2026$${code}`),
  });
}

/** A guardian as a `PersRelEleve` entry. */
export function guardianEntry(guardian: AafGuardian): AafEntryToWrite {
  return entryOf(guardian.jointure, {
    ...personAttributes(guardian),
    ...addressAttributes(guardian.address),
    homePhone: guardian.homePhone,
    telephoneNumber: guardian.workPhone,
    ENTPersonAdresseDiffusion: guardian.addressSharing,
    mobile: guardian.mobiles,
    ENTPersonMobileSMS: guardian.smsConsent,
    ENTAuxPersRelEleveEleve: guardian.children,
  });
}

/** A member of staff as a `PersEducNat` entry. */
export function staffEntry(person: AafStaff): AafEntryToWrite {
  return entryOf(person.jointure, {
    ...personAttributes(person),
    ENTPersonStructRattach: person.structure,
    ENTAuxEnsClasses: person.classes.map(joined),
    ENTAuxEnsGroupes: person.groups.map(joined),
    ENTAuxEnsClassesMatieres: person.classes.flatMap(joinedWithSubjects),
    ENTAuxEnsGroupesMatieres: person.groups.flatMap(joinedWithSubjects),
    ENTAuxEnsClassesPrincipal: person.headTeacherOf.map(joined),
    ENTPersonFonctions: person.functions.map(
      ({ structure, code, label = "", disciplineCode = "", discipline = "" }) => {
        return [structure, code, label, disciplineCode, discipline].join("$");
      },
    ),
    PersEducNatPresenceDevantEleves: person.beforePupils,
    ENTPersonSTSId: person.stsId,
  });
}

function joined({ structure, code }: AafStructureCode): string {
  return `${structure}$${code}`;
}

function joinedWithSubjects({ structure, code, subjects }: AafTaught): readonly string[] {
  return subjects.map((subject) => `${structure}$${code}$${subject}`);
}
