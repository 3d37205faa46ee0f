import type { FieldError } from "@preau/contract";
import { type AafCategory, parseAafFileName } from "@preau/formats/aaf/file-name";
import type { ImportKind } from "./contract.ts";

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

const EXTENSIONS: Readonly<Record<ImportKind, readonly string[]>> = {
  aaf: [".xml"],
  aaf1d: [".xml", ".zip"],
  siecle: [".xml", ".zip"],
  sts: [".xml", ".zip"],
  onde: [".csv"],
  oneroster: [".zip"],
};

const faultOfExport = (kind: ImportKind, name: string, index: number, names: readonly string[]): string | undefined => {
  if (names.indexOf(name) < index) return "Ce fichier est annoncé deux fois.";
  const extensions = EXTENSIONS[kind];
  if (extensions.some((extension) => name.toLowerCase().endsWith(extension))) return undefined;
  return `Ce fichier n’est pas de la forme attendue : envoyez l’export tel quel (${extensions.join(" ou ")}).`;
};

/** What is wrong with the names of a delivery's files, each with its field. */
export const faultsOfFiles = (kind: ImportKind, files: readonly { readonly name: string }[]): readonly FieldError[] => {
  const names = files.map((file) => file.name);
  const faults = names.flatMap((name, index) => {
    const message = kind === "aaf" ? faultOf(name, index, names) : faultOfExport(kind, name, index, names);
    return message === undefined ? [] : [{ field: `body.files.${index}.name`, message }];
  });
  if (faults.length > 0 || kind !== "aaf") return faults;
  const categories = new Set(names.map((name) => parseAafFileName(name)?.category));
  const missing = REQUIRED.filter((category) => !categories.has(category));
  if (missing.length === 0) return [];
  return [{ field: "body.files", message: `Il manque à cette livraison complète : ${missing.join(", ")}.` }];
};
