import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { parseAafFileName, readAaf } from "@preau/formats";
import { loginOf } from "../world/people-names.ts";

/** Somebody of a delivery that is not ours, to sign in as. */
export interface FoundPerson {
  readonly login: string;
  readonly role: string;
  readonly part: string;
  readonly schoolId: string;
}

const CATEGORIES = { PersEducNat: "Personnel", PersRelEleve: "Responsable", Eleve: "Élève" } as const;

/** The first three people of each kind, so that a real delivery can be tried at once. */
export const peopleOfDelivery = async (files: readonly string[]): Promise<readonly FoundPerson[]> => {
  const found = new Map<string, FoundPerson>();
  for (const path of files) {
    const category = parseAafFileName(basename(path))?.category;
    if (category === undefined || !(category in CATEGORIES)) continue;
    const role = CATEGORIES[category as keyof typeof CATEGORIES];
    let taken = 0;
    for await (const { attributes } of readAaf(createReadStream(path), basename(path))) {
      const [familyName = ""] = attributes.get("sn") ?? [];
      const [givenName = ""] = attributes.get("givenName") ?? [];
      const login = loginOf({ familyName, givenName });
      if (!found.has(login)) found.set(login, { login, role, part: role.toLowerCase(), schoolId: "" });
      taken += 1;
      if (taken === 3) break;
    }
  }
  return [...found.values()];
};
