import { linkDigest } from "@preau/contract/derive-id";
import type { FederatedIdentity } from "./federated-identity.ts";
import type { SamlSource } from "./sources.ts";

/** The attributes of an assertion, by name and by friendly name, each with all its values. */
export type SamlAttributes = ReadonlyMap<string, readonly string[]>;

/** What an assertion is about. `subject` is absent when its name is good for this once only. */
export interface SamlSubject {
  readonly attributes: SamlAttributes;
  readonly subject?: string;
}

const EDU = "urn:oid:1.3.6.1.4.1.20326.10.999.1";

/** By name or by OID (`formats.md` §10). */
const NAMES = {
  returnUrl: ["FrEduUrlRetour", `${EDU}.5`],
  id: ["FrEduCtId", `${EDU}.57`],
  birthDate: ["FrEduCtDateNaissance", `${EDU}.67`],
  vector: ["FrEduVecteur"],
  refId: ["FrEduCtRefId"],
  familyName: ["sn", "urn:oid:2.5.4.4"],
  givenName: ["givenName", "urn:oid:2.5.4.42"],
  mail: ["mail", "ctemail", "urn:oid:0.9.2342.19200300.100.1.3"],
} as const;

const valuesOf = (attributes: SamlAttributes, name: keyof typeof NAMES): readonly string[] =>
  NAMES[name].flatMap((one) => attributes.get(one) ?? []).filter((value) => value !== "");

/** Profiles of FrEduVecteur: 1 and 2 guardians of the first and second degree, 3 and 4 pupils. */
const GUARDIANS = new Set(["1", "2"]);
const PUPILS = new Set(["3", "4"]);

/** `{AAF}10|4|123456`: other prefixes name directories that we do not read. */
const jointureOf = (refId: string): readonly string[] => {
  const [, academy = "", joinId = ""] = /^\{AAF\}([^|]*)\|[^|]*\|([^|]+)$/.exec(refId) ?? [];
  return joinId === "" ? [] : [linkDigest(`jointure:${academy}|${joinId}`)];
};

/** `2|Martin|Claire|701294|0990001N`: the pupil's number in the school, with the adult's names for profiles 1 and 2. */
const vectorsOf = (attributes: SamlAttributes) =>
  valuesOf(attributes, "vector").flatMap((value) => {
    const [profile = "", familyName = "", givenName = "", number = "", uai = "", ...more] = value.split("|");
    if (more.length > 0 || number === "" || !/^\d{7}[A-Z]$/i.test(uai)) return [];
    return [{ profile, familyName, givenName, pupil: linkDigest(`elenoet:${uai.toUpperCase()}|${number}`) }];
  });

/** An address that a browser may be led to. */
const webAddress = (text: string | undefined): string | undefined =>
  text !== undefined && /^https?:$/.test(URL.parse(text)?.protocol ?? "") ? text : undefined;

const educonnect = ({ attributes, subject }: SamlSubject): FederatedIdentity => {
  const [familyName = ""] = valuesOf(attributes, "familyName");
  const [givenName = ""] = valuesOf(attributes, "givenName");
  const vectors = vectorsOf(attributes);
  const [id = subject] = valuesOf(attributes, "id");
  const [birthDate] = valuesOf(attributes, "birthDate");
  const returnUrl = webAddress(valuesOf(attributes, "returnUrl")[0]);
  return {
    source: "educonnect",
    familyName,
    givenName,
    links: [
      valuesOf(attributes, "refId").flatMap(jointureOf),
      vectors.filter(({ profile }) => PUPILS.has(profile)).map(({ pupil }) => pupil),
    ],
    // Parts of the name may be empty there; somebody whose name nobody says is led to no guardian.
    children: vectors
      .filter(({ profile }) => GUARDIANS.has(profile))
      .map((vector) => ({
        pupil: vector.pupil,
        familyName: vector.familyName || familyName,
        givenName: vector.givenName || givenName,
      })),
    ...(id !== undefined && { subject: id }),
    ...(birthDate !== undefined && { birthDate }),
    ...(returnUrl !== undefined && { returnUrl }),
  };
};

const agents = ({ attributes, subject }: SamlSubject): FederatedIdentity => {
  const mails = valuesOf(attributes, "mail").map((mail) => mail.trim().toLowerCase());
  const returnUrl = webAddress(valuesOf(attributes, "returnUrl")[0]);
  return {
    source: "agents",
    familyName: valuesOf(attributes, "familyName")[0] ?? "",
    givenName: valuesOf(attributes, "givenName")[0] ?? "",
    links: [[...new Set(mails)].map((mail) => linkDigest(`mail:${mail}`))],
    children: [],
    ...(subject !== undefined && { subject }),
    ...(returnUrl !== undefined && { returnUrl }),
  };
};

/** What an assertion of a source says of the person, in the words of the directory. */
export const identityOf: Readonly<Record<SamlSource, (said: SamlSubject) => FederatedIdentity>> = {
  educonnect,
  agents,
};
