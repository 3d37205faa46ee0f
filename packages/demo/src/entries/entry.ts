import type { AafAddress, AafEntryToWrite, AafPerson } from "@preau/formats";

/** A value as we hold it; nothing is written as an empty value, as the academies do. */
export type AttributeValue = string | boolean | undefined | readonly string[];

/** Makes the entry of a full delivery. */
export function entryOf(id: string, attributes: Readonly<Record<string, AttributeValue>>): AafEntryToWrite {
  return {
    operation: "add",
    id,
    attributes: new Map(Object.entries(attributes).map(([name, value]) => [name, valuesOf(value)])),
  };
}

function valuesOf(value: AttributeValue): readonly string[] {
  if (typeof value === "boolean") return [value ? "O" : "N"];
  return typeof value === "string" ? [value] : (value ?? []);
}

/** The attributes that every person has. */
export function personAttributes(person: AafPerson): Readonly<Record<string, AttributeValue>> {
  return {
    ENTPersonJointure: person.jointure,
    ENTPersonDateNaissance: person.birthDate?.split("-").toReversed().join("/"),
    ENTPersonNomPatro: person.birthName,
    sn: person.familyName,
    givenName: person.givenName,
    ENTPersonAutresPrenoms: person.otherGivenNames,
    personalTitle: person.title,
    mail: person.mail,
  };
}

/** A postal address, its lines as four parts. */
export function addressAttributes(address: AafAddress | undefined): Readonly<Record<string, AttributeValue>> {
  const [first = "", second = "", third = "", fourth = ""] = address?.lines ?? [];
  return {
    ENTPersonAdresse: address && [first, second, third, fourth].join("$"),
    ENTPersonCodePostal: address?.postalCode,
    ENTPersonVille: address?.city,
    ENTPersonPays: address?.country,
  };
}
