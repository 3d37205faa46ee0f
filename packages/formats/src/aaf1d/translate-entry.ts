import type { AafEntry } from "../aaf/read-aaf.ts";

/** Name in the first degree → name in the second, for people. */
const people: Readonly<Record<string, string>> = {
  ENTPersonNom: "sn",
  ENTPersonPrenom: "givenName",
  ENTPersonCivilite: "personalTitle",
  ENTPersonMail: "mail",
  ENTEleveNiveau: "ENTEleveNivFormation",
  ENTPersRelEleveTelMobile: "mobile",
  ENTPersRelEleveTelPro: "telephoneNumber",
  ENTPersRelEleveEleve: "ENTAuxPersRelEleveEleve",
};
/** Classes and groups have one name for pupils and staff here, two in the second degree. */
const structures: Readonly<Record<string, readonly [string, string]>> = {
  ENTPersonClasses: ["ENTEleveClasses", "ENTAuxEnsClasses"],
  ENTPersonGroupes: ["ENTEleveGroupes", "ENTAuxEnsGroupes"],
};

/** Gives an entry of the first degree the names of the second. `adults`: who names each pupil, by join id. */
export function translateEntry(entry: AafEntry, adults: ReadonlyMap<string, readonly string[]>): AafEntry {
  const attributes = new Map(
    [...entry.attributes].map(([name, values]) => [nameOf(name, entry.category), values] as const),
  );
  if (entry.category === "Eleve") attributes.set("ENTElevePersRelEleve", linksOf(entry, adults));
  return { ...entry, attributes };
}

function nameOf(name: string, category: AafEntry["category"]): string {
  const structure = structures[name];
  if (structure !== undefined) return structure[category === "Eleve" ? 0 : 1];
  return people[name] ?? name.replace(/^ENTEcole(?=[A-Z])/, "ENTStructure");
}

/** `id$kinship$fees$level`: kinship 90, other, because the first degree does not say it. */
function linksOf(entry: AafEntry, adults: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const written = entry.attributes.get("ENTEleveAutoriteParentale") ?? [];
  const legal = new Set(written.flatMap((value) => value.split("$")[0]?.trim() || []));
  const [pupil = ""] = entry.attributes.get("ENTPersonJointure") ?? [];
  const contacts = (adults.get(pupil) ?? []).filter((adult) => !legal.has(adult));
  return [...[...legal].map((adult) => `${adult}$90$0$1`), ...contacts.map((adult) => `${adult}$90$0$3`)];
}
