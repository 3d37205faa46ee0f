import { readIne } from "../ine.ts";
import { linkKey } from "../link-key.ts";
import type { Mapped } from "../problem.ts";
import { readRecord } from "../record-reader.ts";
import type { DeliveryContext, PupilStatement, StatedAddress } from "../statement.ts";
import { recordOf, type XmlElement } from "../xml/read-records.ts";
import type { PupilRows } from "./gather-pupil-rows.ts";
import { readPerson } from "./person.ts";
import { regimeLabels, type SiecleLabels } from "./read-nomenclature.ts";

/** What the rest of the delivery says of one pupil. */
export interface PupilSurroundings {
  readonly rows: PupilRows | undefined;
  readonly address: StatedAddress | undefined;
  readonly labels: SiecleLabels;
}

/** Maps an `ELEVE` row. Without ELEVE_ID or names it is refused. Those who left are told too, with their last day. */
export function mapPupil(
  row: XmlElement,
  file: string,
  { rows, address, labels }: PupilSurroundings,
  { academy, schoolId }: DeliveryContext,
): Mapped<PupilStatement> {
  const attributes = readRecord(recordOf(row, file, row.attributes.ELEVE_ID ?? ""));
  const eleveId = attributes.required("ELEVE_ID");
  const person = readPerson(attributes, address);
  const problems = attributes.problems;
  if (eleveId === undefined || person === undefined) return { value: undefined, problems };
  const ine = readIne(attributes, "INE_RNIE", "ID_NATIONAL", "INE_BEA");
  const elenoet = attributes.one("ELENOET");
  const mef = attributes.one("CODE_MEF");
  const regime = attributes.one("CODE_REGIME");
  const value: PupilStatement = {
    kind: "pupil",
    file,
    line: row.line,
    schoolId,
    keys: [
      linkKey.eleveId(academy, eleveId),
      ...(ine === undefined ? [] : [linkKey.ine(ine)]),
      ...(elenoet === undefined ? [] : [linkKey.elenoet(schoolId, elenoet)]),
    ],
    ...person,
    otherGivenNames: attributes.gather("PRENOM2", "PRENOM3"),
    sex: ({ "1": "M", "2": "F" } as const)[attributes.one("CODE_SEXE") ?? ""],
    birthDate: attributes.date("DATE_NAISS"),
    ine,
    elenoet,
    eleveId,
    mef: mef === undefined ? undefined : { code: mef, label: labels.mefs.get(mef) },
    regime: regime === undefined ? undefined : (labels.regimes.get(regime) ?? regimeLabels.get(regime) ?? regime),
    options: (rows?.options ?? []).map((code) => ({ code, label: labels.subjects.get(code) })),
    classCode: rows?.classCode,
    groupCodes: rows?.groupCodes ?? [],
    enteredOn: attributes.date("DATE_ENTREE"),
    leftOn: attributes.date("DATE_SORTIE"),
  };
  return { value, problems };
}
