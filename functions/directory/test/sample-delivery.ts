import { type AafCategory, type AafEntryToWrite, encodeXml, uaiKey, writeAaf, type XmlEncoding } from "@preau/formats";

/** The attributes of the records of a delivery, by category and join id. All people are fictional. */
export type Sample = Record<AafCategory, Record<string, Record<string, string | readonly string[]>>>;

export const COLLEGE = `0990001${uaiKey("0990001")}`;
export const LYCEE = `0990002${uaiKey("0990002")}`;

const school = (uai: string, name: string, classes: readonly string[], groups: readonly string[] = []) => ({
  ENTStructureUAI: uai,
  ENTStructureNomCourant: name,
  ENTServAcAcademie: "TEST",
  ENTStructureClasses: classes,
  ENTStructureGroupes: groups,
});

const person = (sn: string, givenName: string) => ({ sn, givenName, personalTitle: "Mme" });

/**
 * A collège and a lycée. Nina's parents are separated; Zoé's brother Paul is at the lycée; a teacher has classes in both schools; the
 * collège has two CPE, one of whom also teaches.
 */
export const sample = (): Sample => ({
  EtabEducNat: {
    "9001": school(COLLEGE, "CLG$ADA LOVELACE$VILLE-TEST", ["6A$Sixième A", "6B$Sixième B"], ["6GLAT$Latin$6A$6B"]),
    "9002": school(LYCEE, "LYC$EMMY NOETHER$VILLE-TEST", ["2A$Seconde A"]),
  },
  MatiereEducNat: { "061300": { ENTLibelleMatiere: "MATHEMATIQUES" } },
  MefEducNat: { "10010012110": { ENTLibelleMef: "6EME" } },
  PersRelEleve: {
    "800001": { ...person("MARLOW", "Ada"), mobile: "+33 6 99 00 00 01", ENTPersonMobileSMS: "O" },
    "800002": { ...person("FOLEY", "Jo"), mobile: "+33 6 99 00 00 02", ENTPersonAdresse: "3 rue Fictive$$$" },
    "800003": { ...person("D'ORVAL", "Alix"), mail: "alix@example.org" },
  },
  Eleve: {
    "700001": {
      ...person("MARLOW", "Nina"),
      ENTPersonDateNaissance: "14/03/2014",
      ENTPersonStructRattach: "9001",
      ENTEleveClasses: "9001$6A",
      ENTEleveGroupes: "9001$6GLAT",
      ENTElevePersRelEleve: ["800001$10$1$1$1$0", "800002$20$0$1$0$0", "800003$90$0$3$0$0"],
    },
    "700002": {
      ...person("D'ORVAL", "Zoé"),
      ENTPersonStructRattach: "9001",
      ENTEleveClasses: "9001$6B",
      ENTEleveGroupes: "9001$6GLAT",
      ENTElevePersRelEleve: "800003$20$1$1$1$0",
    },
    "700003": {
      ...person("D'ORVAL", "Paul"),
      ENTPersonStructRattach: "9002",
      ENTEleveClasses: "9002$2A",
      ENTElevePersRelEleve: "800003$20$1$1$1$0",
    },
  },
  PersEducNat: {
    "600001": {
      ...person("BRIAC", "Solène"),
      ENTPersonFonctions: ["9001$ENS$ENSEIGNEMENT", "9002$ENS$ENSEIGNEMENT"],
      ENTAuxEnsClassesMatieres: ["9001$6A$061300", "9002$2A$061300"],
      ENTAuxEnsClassesPrincipal: "9001$6A",
    },
    "600002": { ...person("NUNES", "Inès"), ENTPersonFonctions: "9001$EDU$EDUCATION" },
    "600003": {
      ...person("OUALI", "Karim"),
      ENTPersonFonctions: ["9001$EDU$EDUCATION", "9001$ENS$ENSEIGNEMENT"],
      ENTAuxEnsGroupes: "9001$6GLAT",
    },
  },
});

const JOIN_ID: Record<AafCategory, string> = {
  EtabEducNat: "ENTStructureJointure",
  MatiereEducNat: "ENTMatJointure",
  MefEducNat: "ENTMefJointure",
  PersRelEleve: "ENTPersonJointure",
  Eleve: "ENTPersonJointure",
  PersEducNat: "ENTPersonJointure",
};

export const nameOf = (category: AafCategory): string => `ENT_TEST_Complet_20261102_${category}_0000.xml`;

/** The text of one file. */
export const textOf = (records: Sample, category: AafCategory, encoding: XmlEncoding = "UTF-8"): string => {
  const entries = Object.entries(records[category]).map(
    ([id, attributes]): AafEntryToWrite => ({
      operation: "add",
      id,
      attributes: new Map(
        Object.entries({ [JOIN_ID[category]]: id, ...attributes }).map(([name, value]) => [name, [value].flat()]),
      ),
    }),
  );
  return [...writeAaf(category, entries, encoding)].join("");
};

/** The bytes of every file, by name. */
export const filesOf = (records: Sample): Map<string, Uint8Array> =>
  new Map(
    (Object.keys(records) as AafCategory[]).map((category) => [nameOf(category), bytesOf(textOf(records, category))]),
  );

export const bytesOf = (text: string, encoding: XmlEncoding = "UTF-8"): Uint8Array =>
  Buffer.concat([...encodeXml([text], encoding)]);

/** Reads files as an object store gives them: in pieces. */
export async function* piecesOf(bytes: Uint8Array | undefined, size = 4_096): AsyncGenerator<Uint8Array> {
  if (bytes === undefined) throw new Error("no such file");
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
