import type { Mapped } from "../problem.ts";
import { readRecord } from "../record-reader.ts";
import { type AafAddress, type AafPerson, readAddress, readPerson } from "./person.ts";
import type { AafEntry } from "./read-aaf.ts";

/** An adult linked to pupils. How far is said by each pupil (`AafGuardianLink`), not here. */
export interface AafGuardian extends AafPerson {
  readonly homePhone: string | undefined;
  readonly workPhone: string | undefined;
  readonly mobiles: readonly string[];
  /** Agreed to receive text messages; nothing said counts as no. */
  readonly smsConsent: boolean;
  /** Agreed that associations of parents receive the address; nothing said counts as no. */
  readonly addressSharing: boolean;
  readonly address: AafAddress | undefined;
  /** Join ids of the pupils. */
  readonly children: readonly string[];
}

/** The kinship codes of SIECLE. */
export const kinshipLabels: ReadonlyMap<string, string> = new Map([
  ["10", "mère"],
  ["20", "père"],
  ["37", "fratrie"],
  ["38", "ascendant"],
  ["39", "autre membre de la famille"],
  ["41", "éducateur"],
  ["42", "assistant familial"],
  ["50", "tuteur"],
  ["51", "aide sociale à l'enfance"],
  ["70", "élève lui-même"],
  ["90", "autre"],
]);

/** Maps a `PersRelEleve` entry. Without join id or names it is refused. */
export function mapGuardian(entry: AafEntry): Mapped<AafGuardian> {
  const attributes = readRecord(entry);
  const person = readPerson(attributes);
  if (person === undefined) return { value: undefined, problems: attributes.problems };
  const value: AafGuardian = {
    ...person,
    homePhone: attributes.one("homePhone"),
    workPhone: attributes.one("telephoneNumber"),
    mobiles: attributes.all("mobile"),
    smsConsent: attributes.yesNo("ENTPersonMobileSMS") ?? false,
    addressSharing: attributes.yesNo("ENTPersonAdresseDiffusion") ?? false,
    address: readAddress(attributes),
    children: attributes.all("ENTAuxPersRelEleveEleve"),
  };
  return { value, problems: attributes.problems };
}
