import type { FieldError } from "@preau/contract";
import { type AafCategory, compareAafFiles, parseAafFileName } from "@preau/formats/aaf/file-name";

/** Without one of these everybody of the category would look gone. */
const REQUIRED: readonly AafCategory[] = ["EtabEducNat", "PersRelEleve", "Eleve", "PersEducNat"];

const faultOf = (name: string, index: number, names: readonly string[]): string | undefined => {
  const parsed = parseAafFileName(name);
  if (parsed === undefined)
    return "Ce nom n’est pas celui d’un fichier AAF (préfixe_Complet_AAAAMMJJ_Catégorie_NNNN.xml) : ne renommez pas les fichiers.";
  if (parsed.kind !== "Complet")
    return "Seules les livraisons complètes sont acceptées : demandez l’export « Complet ».";
  if (names.indexOf(name) < index) return "Ce fichier est annoncé deux fois.";
  if (parsed.date !== parseAafFileName(names[0] ?? "")?.date)
    return "Ce fichier n’a pas la même date que le premier : une livraison ne mélange pas plusieurs exports.";
  return undefined;
};

/** What is wrong with the names of a delivery's files, each with its field. */
export const faultsOfFiles = (files: readonly { readonly name: string }[]): readonly FieldError[] => {
  const names = files.map((file) => file.name);
  const faults = names.flatMap((name, index) => {
    const message = faultOf(name, index, names);
    return message === undefined ? [] : [{ field: `body.files.${index}.name`, message }];
  });
  if (faults.length > 0) return faults;
  const categories = new Set(names.map((name) => parseAafFileName(name)?.category));
  const missing = REQUIRED.filter((category) => !categories.has(category));
  if (missing.length === 0) return [];
  return [{ field: "body.files", message: `Il manque à cette livraison complète : ${missing.join(", ")}.` }];
};

/** The files in the order in which the links between them can be followed. */
export const inReadingOrder = (files: readonly { readonly name: string }[]): readonly string[] =>
  files
    .flatMap(({ name }) => {
      const parsed = parseAafFileName(name);
      return parsed === undefined ? [] : [{ name, parsed }];
    })
    .sort((a, b) => compareAafFiles(a.parsed, b.parsed))
    .map(({ name }) => name);
