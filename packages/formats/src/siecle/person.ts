import type { RecordReader } from "../record-reader.ts";
import type { PersonStatement, StatedAddress, StatedContact } from "../statement.ts";

/** What pupils and adults have in common, without their keys; nothing when a name is missing. */
export function readPerson(
  attributes: RecordReader,
  address: StatedAddress | undefined,
): Omit<PersonStatement, "keys"> | undefined {
  const familyName = attributes.required("NOM_DE_FAMILLE");
  const givenName = attributes.required("PRENOM");
  for (const name of ["NOM_DE_FAMILLE", "NOM_USAGE", "PRENOM"]) warnOfLostLetters(attributes, name);
  if (familyName === undefined || givenName === undefined) return undefined;
  return {
    familyName,
    usualName: attributes.one("NOM_USAGE"),
    givenName,
    contact: readContact(attributes, address),
  };
}

/** SIECLE writes `?` for a letter that ISO-8859-15 lacks: the name is kept and somebody must look at it. */
function warnOfLostLetters(attributes: RecordReader, name: string): void {
  const text = attributes.one(name);
  if (text?.includes("?"))
    attributes.warn(name, `« ${text} » a perdu une lettre à l’export : corrigez ce nom dans l’annuaire.`);
}

function readContact(attributes: RecordReader, address: StatedAddress | undefined): StatedContact {
  return {
    mail: attributes.one("MEL"),
    phones: attributes.gather("TEL_PORTABLE", "TEL_PERSONNEL", "TEL_PROFESSIONNEL"),
    smsConsent: attributes.flag("ACCEPTE_SMS"),
    addressSharing: attributes.flag("COMMUNICATION_ADRESSE"),
    address,
  };
}
