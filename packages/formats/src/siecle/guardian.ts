import { linkKey } from "../link-key.ts";
import type { Mapped } from "../problem.ts";
import { type RecordReader, readRecord } from "../record-reader.ts";
import type {
  DeliveryContext,
  GuardianStatement,
  GuardianshipStatement,
  LinkKey,
  StatedAddress,
} from "../statement.ts";
import { recordOf, type XmlElement } from "../xml/read-records.ts";
import { readPerson } from "./person.ts";

/** One link of an adult with a pupil. */
export interface ReadLink {
  readonly personneId: string;
  readonly link: GuardianshipStatement & { readonly key: LinkKey };
}

/** Maps a `RESPONSABLE_ELEVE` row, in the form used since 2018 or the one before. An unclear level gives no link: a doubt never gives a right. */
export function mapLink(row: XmlElement, file: string, { academy }: DeliveryContext): Mapped<ReadLink> {
  const attributes = readRecord(recordOf(row, file, ""));
  const eleveId = attributes.required("ELEVE_ID");
  const personneId = attributes.required("PERSONNE_ID");
  const level = attributes.one("RESP_LEGAL") === undefined ? readLevel(attributes) : readOldLevel(attributes);
  const value =
    eleveId === undefined || personneId === undefined || level === undefined
      ? undefined
      : {
          personneId,
          link: {
            key: linkKey.eleveId(academy, eleveId),
            level,
            kinship: attributes.one("CODE_PARENTE") ?? "90",
            contactPriority: attributes.flag("A_CONTACTER_EN_PRIORITE"),
            paysFees: attributes.flag("PAIE_FRAIS_SCOLAIRES") ?? attributes.flag("RESP_FINANCIER"),
            housesPupil: attributes.flag("HEBERGE_ELEVE"),
          },
        };
  return { value, problems: attributes.problems };
}

function readLevel(attributes: RecordReader): 1 | 2 | 3 | undefined {
  const written = attributes.required("NIVEAU_RESPONSABILITE");
  const level = ([1, 2, 3] as const).find((known) => String(known) === written);
  if (level === undefined && written !== undefined)
    attributes.refuse(
      "NIVEAU_RESPONSABILITE",
      `Le niveau de responsabilité « ${written} » est inconnu (1, 2 ou 3 attendu) : ce lien est ignoré.`,
    );
  return level;
}

/** Before 2018: RESP_LEGAL 1 or 2 was a legal representative, 0 was anybody else. */
function readOldLevel(attributes: RecordReader): 1 | 3 | undefined {
  const written = attributes.one("RESP_LEGAL") ?? "";
  if (["1", "2"].includes(written)) return 1;
  if (written === "0") return 3;
  attributes.refuse(
    "RESP_LEGAL",
    `La responsabilité légale « ${written} » est inconnue (0, 1 ou 2 attendu) : ce lien est ignoré.`,
  );
  return undefined;
}

/** Maps a `PERSONNE` row with the links gathered for it. Without PERSONNE_ID or names it is refused. */
export function mapGuardian(
  row: XmlElement,
  file: string,
  { links, address }: { links: readonly ReadLink["link"][]; address: StatedAddress | undefined },
  { academy, schoolId }: DeliveryContext,
): Mapped<GuardianStatement> {
  const attributes = readRecord(recordOf(row, file, row.attributes.PERSONNE_ID ?? ""));
  const personneId = attributes.required("PERSONNE_ID");
  const person = readPerson(attributes, address);
  const problems = attributes.problems;
  if (personneId === undefined || person === undefined) return { value: undefined, problems };
  const value: GuardianStatement = {
    kind: "guardian",
    file,
    line: row.line,
    schoolId,
    keys: [linkKey.personneId(academy, personneId)],
    ...person,
    title: ({ "M.": "M.", M: "M.", MME: "Mme", MLLE: "Mme" } as const)[
      (attributes.one("LC_CIVILITE") ?? "").toUpperCase()
    ],
    children: links,
  };
  return { value, problems };
}
