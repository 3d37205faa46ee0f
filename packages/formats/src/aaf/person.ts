import type { RecordReader } from "../record-reader.ts";

/** What pupils, guardians and staff have in common. */
export interface AafPerson {
  /** The join id, unique inside one academy only. */
  readonly jointure: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly birthName: string | undefined;
  readonly otherGivenNames: readonly string[];
  /** `2014-03-14`. */
  readonly birthDate: string | undefined;
  /** `M.` or `Mme` (old files also have `Mlle`). */
  readonly title: string | undefined;
  readonly mail: string | undefined;
}

/** A postal address. */
export interface AafAddress {
  readonly lines: readonly string[];
  readonly postalCode: string | undefined;
  readonly city: string | undefined;
  readonly country: string | undefined;
}

/** A class or a group as people's files name it: the join id of its school, then its code. */
export interface AafStructureCode {
  readonly structure: string;
  readonly code: string;
}

/** Reads the attributes that every person has; nothing when the join id or a name is missing. */
export function readPerson(attributes: RecordReader): AafPerson | undefined {
  const jointure = attributes.required("ENTPersonJointure");
  const familyName = attributes.required("sn");
  const givenName = attributes.required("givenName");
  if (jointure === undefined || familyName === undefined || givenName === undefined) return undefined;
  return {
    jointure,
    familyName,
    givenName,
    birthName: attributes.one("ENTPersonNomPatro"),
    otherGivenNames: attributes.all("ENTPersonAutresPrenoms"),
    birthDate: attributes.date("ENTPersonDateNaissance"),
    title: attributes.one("personalTitle"),
    mail: attributes.one("mail"),
  };
}

/** Reads `l1$l2$l3$l4` with its postal code, city and country; nothing when all are empty. */
export function readAddress(attributes: RecordReader): AafAddress | undefined {
  const lines = (attributes.one("ENTPersonAdresse") ?? "")
    .split("$")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const postalCode = attributes.one("ENTPersonCodePostal");
  const city = attributes.one("ENTPersonVille");
  if (lines.length === 0 && postalCode === undefined && city === undefined) return undefined;
  return { lines, postalCode, city, country: attributes.one("ENTPersonPays") };
}

/** Reads `structure$code` values. */
export function readStructureCodes(attributes: RecordReader, name: string): readonly AafStructureCode[] {
  return attributes.parts(name, 2).map(([structure = "", code = ""]) => ({ structure, code }));
}
