import type { AafEntryToWrite } from "../aaf/write-aaf.ts";
import type { WrittenFile } from "../zip/write-zip.ts";
import { aafEntry, aafFile, frenchDate, inStructure } from "./aaf-files.ts";
import { type ModelAdult, type ModelPupil, type ModelStaff, modelNumber, type SchoolModel } from "./school-model.ts";

/** A full AAF delivery of the first degree, by the attribute names known; whether a real one looks so is not verified. */
export function aaf1dFiles(model: SchoolModel): readonly WrittenFile[] {
  return [
    aafFile(model, "EtabEducNat", [schoolEntry(model)]),
    aafFile(
      model,
      "PersRelEleve",
      model.adults.map((adult) => adultEntry(adult, model)),
    ),
    aafFile(
      model,
      "Eleve",
      model.pupils.map((pupil) => pupilEntry(pupil)),
    ),
    aafFile(model, "PersEducNat", model.staff.map(staffEntry)),
  ];
}

function schoolEntry({ uai, name, academy, city, classes, groups }: SchoolModel): AafEntryToWrite {
  return aafEntry(modelNumber.structure, {
    ENTEcoleJointure: modelNumber.structure,
    ENTEcoleUAI: uai,
    ENTEcoleNomCourant: `CLG$${name}$${city}`,
    ENTServAcCodeAcademie: academy,
    l: city,
    ENTEcoleClasses: classes.map(({ code, label }) => `${code}$${label}`),
    ENTEcoleGroupes: groups.map(({ code, label, classCodes }) => [code, label, ...classCodes].join("$")),
  });
}

function adultEntry(adult: ModelAdult, { pupils }: SchoolModel): AafEntryToWrite {
  const { number, familyName, givenName, title, mail, mobile } = adult;
  const children = pupils.filter(({ guardians }) => guardians.some((link) => link.adult === number));
  return aafEntry(modelNumber.adultJointure(number), {
    ENTPersonJointure: modelNumber.adultJointure(number),
    ENTPersonNom: familyName,
    ENTPersonPrenom: givenName,
    ENTPersonCivilite: title,
    ENTPersonMail: mail,
    ENTPersRelEleveTelMobile: mobile,
    ENTPersRelEleveEleve: children.map((child) => modelNumber.pupilJointure(child.number)),
  });
}

function pupilEntry(pupil: ModelPupil): AafEntryToWrite {
  const { number, familyName, givenName, birthDate, sex, ine, classCode, groupCodes, guardians, leftOn } = pupil;
  return aafEntry(modelNumber.pupilJointure(number), {
    ENTPersonJointure: modelNumber.pupilJointure(number),
    ENTEleveINE: ine,
    ENTPersonDateNaissance: frenchDate(birthDate),
    ENTPersonNom: familyName,
    ENTPersonPrenom: givenName,
    ENTPersonCivilite: sex === "M" ? "M." : "Mme",
    ENTPersonStructRattach: modelNumber.structure,
    ENTEleveDateSortieStructRattach: frenchDate(leftOn),
    ENTPersonClasses: inStructure(classCode),
    ENTPersonGroupes: groupCodes.map(inStructure),
    ENTEleveAutoriteParentale: guardians
      .filter(({ level }) => level === 1)
      .map(({ adult }) => modelNumber.adultJointure(adult)),
  });
}

function staffEntry({ number, familyName, givenName, title, functionCode, teaches }: ModelStaff): AafEntryToWrite {
  return aafEntry(modelNumber.staffJointure(number), {
    ENTPersonJointure: modelNumber.staffJointure(number),
    ENTPersonNom: familyName,
    ENTPersonPrenom: givenName,
    ENTPersonCivilite: title,
    ENTPersonStructRattach: modelNumber.structure,
    ENTPersonFonctions: `${inStructure(functionCode)}$$$`,
    ENTPersonClasses: teaches.filter(({ audience }) => audience === "class").map(({ code }) => inStructure(code)),
  });
}
