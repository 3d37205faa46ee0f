/** The six kinds of AAF file, in the order in which links between them can be followed. */
export const aafCategories = [
  "EtabEducNat",
  "MatiereEducNat",
  "MefEducNat",
  "PersRelEleve",
  "Eleve",
  "PersEducNat",
] as const;
export type AafCategory = (typeof aafCategories)[number];

/** What the name of an AAF file says. */
export interface AafFileName {
  readonly prefix: string;
  readonly kind: "Complet" | "Delta";
  /** `2026-11-02`. */
  readonly date: string;
  readonly category: AafCategory;
  readonly part: number;
}

const pattern = /^(.+)_(Complet|Delta)_(\d{4})(\d{2})(\d{2})_([A-Za-z]+)_(\d{4})\.xml$/;

/**
 * Reads `<prefix>_Complet_<AAAAMMJJ>_<category>_<NNNN>.xml`; nothing when `name` is not that of an AAF file.
 * How often a Delta comes, and what it replaces, is not verified.
 */
export function parseAafFileName(name: string): AafFileName | undefined {
  const [, prefix = "", kind, year, month, day, categoryName, part] = pattern.exec(name) ?? [];
  const category = aafCategories.find((known) => known === categoryName);
  if (category === undefined) return undefined;
  return {
    prefix,
    kind: kind === "Delta" ? "Delta" : "Complet",
    date: `${year}-${month}-${day}`,
    category,
    part: Number(part),
  };
}

/** The name that {@link parseAafFileName} reads back. */
export function formatAafFileName({ prefix, kind, date, category, part }: AafFileName): string {
  return `${prefix}_${kind}_${date.replaceAll("-", "")}_${category}_${String(part).padStart(4, "0")}.xml`;
}

/** Order of processing: oldest delivery first, then schools, subjects, levels, guardians, pupils, staff, each by part. */
export function compareAafFiles(a: AafFileName, b: AafFileName): number {
  return (
    a.date.localeCompare(b.date) ||
    aafCategories.indexOf(a.category) - aafCategories.indexOf(b.category) ||
    a.part - b.part
  );
}
